import { useEffect } from 'react';
import { type SideTab, useUi } from './ui';

/** The field that something led to, once: the form on this tab puts the focus on it. */
export function useFocusField(tab: SideTab): string | undefined {
  // The form of the tab that was in view before is still there for a moment: the field is none of its own.
  const focused = useUi((ui) => (ui.sideTab === tab ? ui.focusField : undefined));
  useEffect(() => {
    if (focused !== undefined) useUi.setState({ focusField: undefined });
  }, [focused]);
  return focused;
}
