import { RotateCcw } from 'lucide-react';
import { Button } from './Button';
import { useMessages } from './language';
import { MESSAGES } from './messages';

/** Resets the value with this label to its default. Its place is beside the field, in an element of the class `side-value`. */
export function ResetButton({ label, onClick }: { readonly label: string; onClick(): void }) {
  const t = useMessages(MESSAGES);
  return (
    <Button className="side-reset" kind="quiet" label={t('reset', { label })} onClick={onClick}>
      <RotateCcw size={12} />
    </Button>
  );
}
