import { nativeTests } from './native-cases';

nativeTests(true);
