import { type Span, span } from './text';

export const ERROR_MARK: Span = span('✗', 'red');
export const WARNING_MARK: Span = span('!', 'yellow');
export const OK_MARK: Span = span('✓', 'green');
