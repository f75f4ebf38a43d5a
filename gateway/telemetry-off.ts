/**
 * Imported before `@apollo/gateway`: its libraries report home, and probe a cloud's metadata address, unless this
 * variable is set when they load. Nothing else can switch that off.
 */
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
