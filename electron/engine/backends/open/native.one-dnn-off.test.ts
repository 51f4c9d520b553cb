import { nativeTests } from './native-cases';

nativeTests(false);
