import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type CertificateRule, certificateRuleSchema } from '../../domain/certificate-rule.ts';

/** Throws a ZodError that says what is wrong in the file. */
export function loadCertificateRule(folder: string): CertificateRule {
  return certificateRuleSchema.parse(parse(readFileSync(join(folder, 'certificate-rule.yaml'), 'utf8')));
}
