import type { Destination, OnUnknown } from '../config/configuration.ts';
import type { Line } from '../lines/snapshot.ts';
import type { Answer } from './answer.ts';

/** What a telephone document does with the call, once it has said what there is to say. */
export type Routing =
  | { readonly kind: 'queue'; readonly name: string }
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'sip'; readonly address: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'announcement' };

const ANNOUNCEMENT: Routing = { kind: 'announcement' };

/**
 * Where a decision sends the call: to the line's destination where documents know its kind and its
 * target is one. Else an open line is its own telephone number, and anything else an announcement.
 */
export function routingOf({ line, decision, destination }: Pick<Answer, RoutingPart>): Routing {
  const routing = destination && routingTo(destination);
  if (routing) return routing;
  return decision.state === 'open' ? dial(line.phone) : ANNOUNCEMENT;
}

type RoutingPart = 'line' | 'decision' | 'destination';

/** Who does not know, and what was configured for that. */
export interface Unknown {
  readonly onUnknown: OnUnknown;
  /** `null`: nobody knows which line, so there is nowhere to send the call. */
  readonly line: Line | null;
}

/** What is done while the state is not known: as if open, as if closed, or an announcement. */
export function unknownRouting({ onUnknown, line }: Unknown): Routing {
  if (line === null || onUnknown === 'unknown') return ANNOUNCEMENT;
  const destination = line.destinations[onUnknown];
  const routing = destination ? routingTo(destination) : null;
  return routing ?? (onUnknown === 'open' ? dial(line.phone) : ANNOUNCEMENT);
}

function dial(phone: string | null): Routing {
  return (phone !== null && routingTo({ kind: 'phone', target: phone })) || ANNOUNCEMENT;
}

const PHONE = /^\+?[0-9](-?[0-9]){2,19}$/;
const SIP = /^(?:sips?:)?[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+(:[0-9]{1,5})?$/;

/** `null` for a kind that is the operator's own, and for a target that is none of its kind. */
function routingTo({ kind, target }: Destination): Routing | null {
  switch (kind) {
    case 'queue':
      return isQueueName(target) ? { kind, name: target } : null;
    case 'phone':
      return PHONE.test(target) ? { kind, number: target.replaceAll('-', '') } : null;
    case 'sip':
      return SIP.test(target) ? { kind, address: target.replace(/^(?!sips?:)/, 'sip:') } : null;
    case 'url':
      return isWebAddress(target) ? { kind, url: target } : null;
    case 'announcement':
      return ANNOUNCEMENT;
    default:
      return null;
  }
}

/** As long as a configuration lets it be. */
function isQueueName(target: string): boolean {
  return target.length > 0 && target.length <= 100;
}

/** `javascript:` and the like are text, not places. */
function isWebAddress(target: string): boolean {
  return /^https?:\/\/[^\s/]/.test(target) && URL.canParse(target);
}
