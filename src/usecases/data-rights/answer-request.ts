import type { DataRequest } from '../../domain/data-request.ts';
import type { Ports } from '../ports.ts';

/** A request was answered: it leaves the list, and the person who waits with it once none of theirs is open. */
export async function answerRequest(
  { dataRequests, handoffs, clock }: Pick<Ports, 'dataRequests' | 'handoffs' | 'clock'>,
  request: Pick<DataRequest, 'id' | 'contactId'>,
): Promise<boolean> {
  const { id, contactId } = request;
  const at = clock();
  if (!(await dataRequests.close(id, at))) return false;
  const left = await dataRequests.list({ open: true });
  if (left.some((one) => one.contactId === contactId)) return true;
  for (const ticket of await handoffs.list({ open: true })) {
    if (ticket.contactId === contactId && ticket.reason === 'data-request')
      await handoffs.close(ticket.id, at);
  }
  return true;
}
