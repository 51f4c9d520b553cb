import { useEffect } from 'react';
import { useUi } from '../app/ui';

/** The field that something led to, once: the form that puts the focus on it asks for it. */
export function useFocusField(): string | undefined {
  const focused = useUi((ui) => ui.focusField);
  useEffect(() => {
    if (focused !== undefined) useUi.setState({ focusField: undefined });
  }, [focused]);
  return focused;
}
