import { planTests } from './plan-cases';

planTests(true);
