/** Sends what is published to the hosts of discovery services. */
export { explainStatus, type DeliveryStatus } from './delivery-status.ts';
export { makeDelivery, type DeliveryOptions, type DeliveryOutcome } from './make-delivery.ts';
export { readDelivery, startDeliveries, type DeliverySchedule } from './schedule.ts';
