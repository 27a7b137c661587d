import { describe, expect, it } from 'vitest';
import { identityText, parseIdentity, toAddress } from '../../src/domain/identity.ts';
import { position } from '../../src/domain/records.ts';

describe('an address', () => {
  it.each([
    ['whatsapp:+573000000001', { kind: 'phone', value: '+573000000001' }],
    ['+573000000001', { kind: 'phone', value: '+573000000001' }],
    [' whatsapp:+573000000001', null],
    ['whatsapp: +573000000001', { kind: 'phone', value: '+573000000001' }],
    ['whatsapp:CO.1A2Bc', { kind: 'scoped', value: 'CO.1A2Bc' }],
    ['CO.1A2Bc', { kind: 'scoped', value: 'CO.1A2Bc' }],
    [`CO.${'a'.repeat(128)}`, { kind: 'scoped', value: `CO.${'a'.repeat(128)}` }],
    [`CO.${'a'.repeat(129)}`, null],
    ['co.1A2Bc', null],
    ['CO.', null],
    ['CO.1A 2B', null],
    ['573000000001', null],
    ['+0573000000', null],
    ['+57300', null],
    [`+5${'7'.repeat(15)}`, null],
    ['whatsapp:+57300$where', null],
    ['', null],
  ])('%j', (address, identity) => {
    expect(parseIdentity(address)).toEqual(identity);
  });

  it('is read back as it was written', () => {
    for (const address of ['whatsapp:+573000000001', 'whatsapp:CO.1A2Bc']) {
      const identity = parseIdentity(address);
      expect(identity && toAddress(identity)).toBe(address);
    }
  });

  it('of one kind is never taken for one of the other', () => {
    expect(identityText({ kind: 'phone', value: 'x' })).not.toBe(
      identityText({ kind: 'scoped', value: 'x' }),
    );
  });
});

describe('the order of messages', () => {
  it('is by the instant, then the turn, then the place in the turn', () => {
    const at = new Date('2026-11-01T12:00:00.000Z');
    const after = new Date(at.getTime() + 1);
    const ordered = [
      position(at, 'SMa', 0),
      position(at, 'SMa', 2),
      position(at, 'SMa', 10),
      position(at, 'SMb', 0),
      position(after, 'SMa', 0),
    ];
    expect([...ordered].reverse().sort()).toEqual(ordered);
  });
});
