import type { z } from 'zod';
import { app } from './areas/app';
import { files } from './areas/files';
import { preflight } from './areas/preflight';
import { presets } from './areas/presets';
import { recent } from './areas/recent';
import { recovery } from './areas/recovery';
import { reports } from './areas/reports';
import { runs } from './areas/runs';
import { setup } from './areas/setup';
import { views } from './areas/views';
import type { Procedure } from './rpc/procedure';

const table = { ...app, ...files, ...recent, ...presets, ...recovery, ...runs, ...views, ...preflight, ...reports, ...setup };

/** The name of a procedure: files.open. */
export type Call = keyof typeof table;
type Ins = { [K in Call]: z.output<(typeof table)[K]['in']> };
type Outs = { [K in Call]: z.output<(typeof table)[K]['out']> };
/** The input of a procedure. */
export type In<K extends Call> = Ins[K];
/** The output of a procedure. */
export type Out<K extends Call> = Outs[K];

/** All procedures that a page can call. */
export const api: { readonly [K in Call]: Procedure<Ins[K], Outs[K]> } = table;

/** True if there is a procedure of this name. */
export function isCall(name: string): name is Call {
  return Object.hasOwn(api, name);
}

/** The implementation of the procedures, for one page. */
export type Handlers = { readonly [K in Call]: (input: In<K>) => Promise<Out<K>> };
