import { planTests } from './plan-cases';

planTests(false);
