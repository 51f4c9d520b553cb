import { kernelTests } from './kernel-cases';

kernelTests(true);
