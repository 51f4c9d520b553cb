import { useEffect } from 'react';
import { type SideTab, useUi } from './ui';

/** The field to focus in the form of this tab, once. */
export function useFocusField(tab: SideTab): string | undefined {
  // The previous tab's form is still mounted for a moment, and does not have this field.
  const focused = useUi((ui) => (ui.sideTab === tab ? ui.focusField : undefined));
  useEffect(() => {
    if (focused !== undefined) useUi.setState({ focusField: undefined });
  }, [focused]);
  return focused;
}
