import { connections } from './connections';
import { data } from './data';
import { idleLayers } from './idle-layers';
import { inputs } from './inputs';
import { outputRange } from './output-range';
import { parameters } from './parameters';
import type { Rule } from './problem';
import { scores } from './scores';
import { settings } from './settings';
import { sizes } from './sizes';
import { task } from './task';
import { weights } from './weights';
import { wires } from './wires';

/** Every rule. A new one is one file beside this one, and one line here. */
export const RULES: readonly Rule[] = [
  wires,
  connections,
  parameters,
  sizes,
  inputs,
  data,
  settings,
  task,
  outputRange,
  scores,
  idleLayers,
  weights,
];
