import { formatShape } from '../../shared/layers/support/shape';
import { useSizeOf } from '../editor/sizes';
import { useFarthest } from './far';

/** From how many characters on a size is written smaller where it stands in large letters. */
const LONG = 8;

/** The size that a layer gives, at its foot. Another one is a new element, which shows that it changed; from afar nobody would see. */
export function NodeSize({ id }: { readonly id: string }) {
  const out = useSizeOf(id);
  const farthest = useFarthest((state) => state.farthest);
  const size = out ? formatShape(out) : '?';
  return (
    <span className="node-size" data-long={size.length > LONG || undefined} key={farthest ? undefined : size}>
      {size}
    </span>
  );
}
