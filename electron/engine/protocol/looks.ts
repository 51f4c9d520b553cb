/** The questions about a trained model, by the names of the page's calls. */
export const LOOKS = ['views.cell', 'views.images', 'views.layer', 'views.predict'] as const;
export type Look = (typeof LOOKS)[number];
