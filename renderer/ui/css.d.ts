import 'react';

declare module 'react' {
  /** The custom properties that components set for their style sheets. */
  interface CSSProperties {
    /** A part of a whole, as CSS writes it: 40%. */
    '--share'?: string;
  }
}
