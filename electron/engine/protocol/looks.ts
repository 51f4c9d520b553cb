/** What can be asked of a trained model again and again, by the name that the page asks it by. */
export const LOOKS = ['views.cell', 'views.images', 'views.layer', 'views.predict'] as const;
export type Look = (typeof LOOKS)[number];
