import { create } from 'zustand';
import { LENGTHS } from '../../shared/graph/document';
import { canvas } from '../editor/controller';
import { edit } from '../editor/editor';
import { EditInPlace } from '../ui/EditInPlace';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** The node being renamed, if any. */
const useRenamed = create<{ readonly node: string | undefined }>(() => ({ node: undefined }));

/** Starts renaming a node in place. */
export const renameInPlace = (node: string | undefined): void => {
  useRenamed.setState({ node });
};

interface Props {
  readonly id: string;
  readonly name: string | undefined;
  /** The name of its kind. */
  readonly label: string;
}

/** A node's name, or that of its kind; a field while it is being renamed. */
export function NameField(props: Props) {
  const { id, name, label } = props;
  const typing = useRenamed(({ node }) => node === id);
  if (typing) return <Typing {...props} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 does the same by keyboard.
    <span className="layer-name" title={name ?? label} onDoubleClick={() => renameInPlace(id)}>
      {name ?? label}
    </span>
  );
}

function Typing({ id, name, label }: Props) {
  const t = useMessages(MESSAGES);
  return (
    <EditInPlace
      className="layer-rename nodrag nopan"
      label={t('rename', { id })}
      text={name ?? ''}
      placeholder={label}
      most={LENGTHS.name}
      onEnd={(text, byKey) => {
        if (text !== undefined && text !== (name ?? '')) edit([{ type: 'rename', node: id, name: text.trim() }]);
        renameInPlace(undefined);
        if (byKey) canvas()?.focus(id);
      }}
    />
  );
}
