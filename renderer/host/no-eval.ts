import { config } from 'zod';

// zod looks whether it may compile its checks, which the page's Content-Security-Policy denies, and the browser complains of it.
config({ jitless: true });
