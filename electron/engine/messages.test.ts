import { expect, it } from 'vitest';
import { LOCK_MESSAGES } from '../lock/messages';
import { PICTURE_MESSAGES } from '../pictures/error';
import { RUN_MESSAGES } from '../run-folder/messages';
import { BACKEND_MESSAGES } from './backends/messages';
import { DATA_MESSAGES } from './data/support/error';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

it.each(Object.entries({ LOCK_MESSAGES, PICTURE_MESSAGES, RUN_MESSAGES, BACKEND_MESSAGES, DATA_MESSAGES }))(
  '%s have the same placeholders in both languages',
  (_, { en, es }) => {
    const spanish = new Map(Object.entries(es));
    for (const [code, text] of Object.entries(en))
      expect(placeholders(spanish.get(code) ?? ''), code).toEqual(placeholders(text));
    expect([...spanish.keys()]).toEqual(Object.keys(en));
  },
);
