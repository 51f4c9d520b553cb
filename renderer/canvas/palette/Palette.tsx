import './palette.css';
import { useState } from 'react';
import { KINDS, kindOf } from '../../../shared/layers/index';
import type { LayerKind } from '../../../shared/layers/support/kind';
import { canvas } from '../../editor/controller';
import { beginDrag, useDragged } from '../../editor/drag';
import { edit, editor, graphInView, present, useEditor } from '../../editor/editor';
import { place } from '../../editor/place';
import { useLang, useMessages } from '../../ui/language';
import { MESSAGES } from './messages';

/** The palette of layers by family: drag one onto the canvas, or click to add it after the selection. */
export function Palette() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [wanted, setWanted] = useState('');
  // A graph has one Input, so the palette hides Input if there is one.
  const hasInput = useEditor((state) =>
    Object.values(graphInView(state).nodes).some(({ kind }) => kindOf(kind)?.inputs.max === 0),
  );
  const label = ({ kind, words }: LayerKind) => words[lang]['label'] ?? kind;
  const shown = KINDS.filter((kind) => {
    if (kind.inputs.max === 0 && hasInput) return false;
    return `${label(kind)} ${kind.kind} ${t(kind.family)}`.toLowerCase().includes(wanted.trim().toLowerCase());
  });
  const families = [...new Set(shown.map(({ family }) => family))];
  return (
    <section className="palette" aria-label={t('layers')}>
      <input
        className="field"
        type="search"
        placeholder={t('search')}
        aria-label={t('search')}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {families.map((family) => (
        <div key={family} data-family={family}>
          <h2>{t(family)}</h2>
          <div className="palette-kinds">
            {shown
              .filter((kind) => kind.family === family)
              .map((kind) => (
                <button
                  key={kind.kind}
                  type="button"
                  className="palette-kind"
                  title={kind.words[lang]['doc']}
                  onPointerDown={(event) => event.button === 0 && beginDrag(kind.kind, event)}
                  onClick={() => add(kind.kind)}
                >
                  <span className="dot" />
                  {label(kind)}
                </button>
              ))}
          </div>
        </div>
      ))}
      {shown.length === 0 && <p className="palette-none">{t('none')}</p>}
      <Ghost />
    </section>
  );
}

/** Adds a layer after the selection, or at the end of the chain. */
function add(kind: string): void {
  const state = editor.getState();
  const placed = place(graphInView(state), kind, present(state).selection.nodes, {});
  if (edit(placed.edits, { select: [placed.id] })) canvas()?.keepInView(placed.id);
}

/** The layer that is being dragged, under the pointer. */
function Ghost() {
  const lang = useLang();
  const dragged = useDragged((state) => state.dragged);
  const kind = dragged && KINDS.find((candidate) => candidate.kind === dragged.kind);
  if (!dragged || !kind) return null;
  return (
    <div className="palette-ghost" data-family={kind.family} style={{ left: dragged.x, top: dragged.y }}>
      <span className="dot" />
      {kind.words[lang]['label'] ?? kind.kind}
    </div>
  );
}
