import { LANGS, type Lang, lookUp, type Messages } from '../../shared/i18n/i18n';

/** What a browser is shown that is not let in, or asks for what is not there. */
const WORDS: Messages = {
  en: {
    title: 'Patchbay',
    closed: 'Open the link that Patchbay printed in the terminal. It lets this browser in until Patchbay is ended.',
    notFound: 'There is nothing here.',
    notBuilt: 'The page of Patchbay is not built.',
  },
  es: {
    title: 'Patchbay',
    closed: 'Abra el enlace que Patchbay mostró en la terminal. Con él este navegador puede entrar hasta que Patchbay se cierre.',
    notFound: 'Aquí no hay nada.',
    notBuilt: 'La página de Patchbay no está construida.',
  },
};

/** A page that says one thing, in the browser's language. @param accepted the browser's Accept-Language */
export function wordsPage(code: 'closed' | 'notFound' | 'notBuilt', accepted: string | undefined): string {
  const lang = langOf(accepted);
  const text = (of: string) => lookUp(WORDS, of, {}, lang) ?? of;
  return [
    `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="color-scheme" content="light dark">`,
    `<title>${text('title')}</title>`,
    '<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto;padding:0 1em}</style>',
    `<h1>${text('title')}</h1><p>${text(code)}</p></html>`,
  ].join('');
}

function langOf(accepted = ''): Lang {
  const wanted = accepted.split(',').map((one) => one.trim().slice(0, 2).toLowerCase());
  return wanted.flatMap((one) => LANGS.filter((lang) => lang === one)).at(0) ?? 'en';
}
