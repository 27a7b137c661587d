import type { NewEnrolment } from '../../src/usecases/enrolment-ports.ts';

const AT = new Date('2026-11-20T14:00:00Z');

export function enrolmentOf(change: Partial<NewEnrolment> = {}): NewEnrolment {
  return {
    contactId: 'ana',
    chamber: 'cali',
    territory: 'cali',
    sector: 'food',
    name: 'Ana María Muñoz',
    businessName: 'Panadería La Espiga',
    source: 'Lista de la cámara',
    consentedAt: AT,
    enrolledAt: AT,
    tags: [],
    by: 'coordinator-1',
    ...change,
  };
}
