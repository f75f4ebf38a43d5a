/**
 * Imported before `@apollo/gateway`, which reports home and probes a cloud's metadata address unless this variable is
 * set. Nothing else can switch that off.
 */
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
