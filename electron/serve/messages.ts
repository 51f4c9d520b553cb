import { type CodeOf, defineMessages, LANGS, type Lang, translate } from '../../shared/i18n/i18n';

/** Texts of the pages for errors. */
const MESSAGES = defineMessages({
  en: {
    title: 'Patchbay',
    closed: 'Open the link that Patchbay printed in the terminal. This browser then has access until Patchbay ends.',
    notFound: 'This page does not exist.',
    notBuilt: 'The page of Patchbay is not built.',
  },
  es: {
    title: 'Patchbay',
    closed: 'Abra el enlace que Patchbay mostró en la terminal. Este navegador tendrá acceso hasta que Patchbay se cierre.',
    notFound: 'Esta página no existe.',
    notBuilt: 'La página de Patchbay no está construida.',
  },
});

/** An HTML page with one message, in the browser's language. @param accepted the browser's Accept-Language header */
export function messagePage(code: 'closed' | 'notFound' | 'notBuilt', accepted: string | undefined): string {
  const lang = langOf(accepted);
  const text = (of: CodeOf<typeof MESSAGES>) => translate(MESSAGES, of, {}, lang);
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
