import { kernelTests } from './kernel-cases';

kernelTests(false);
