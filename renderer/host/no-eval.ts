import { config } from 'zod';

// zod tests if it may compile its checks; the page's Content-Security-Policy denies it, and the browser logs an error.
config({ jitless: true });
