/** Sends what is published to the hosts of discovery services. */
export { explainHold, explainStatus, type DeliveryStatus } from './delivery-status.ts';
export { makeDelivery, type DeliveryOptions } from './make-delivery.ts';
export { createDeliveryRound, makeDeliveries, readDelivery } from './schedule.ts';
