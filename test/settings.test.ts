import t from 'tap';
import { formatSettingFault, parseSettings } from '../src/settings.ts';

function settingsOf(environment: NodeJS.ProcessEnv) {
  const parsed = parseSettings(environment);
  return parsed.ok ? parsed.settings : null;
}

function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  const parsed = parseSettings(environment);
  return parsed.ok ? [] : parsed.faults.map(formatSettingFault);
}

t.test('every setting has a default, and the settings are frozen', async (t) => {
  const settings = settingsOf({ PATH: '/bin', LANG: 'ja_JP.UTF-8' });
  t.same(settings, {
    EIGYOCHU_CONFIG: 'config',
    EIGYOCHU_MAX_AGE_SECONDS: 30,
    EIGYOCHU_DRAIN_SECONDS: 2,
    HOST: '0.0.0.0',
    PORT: 8080,
    LOG_LEVEL: 'info',
  });
  t.ok(Object.isFrozen(settings));
});

t.test(
  'every setting can be given, and one that is set to nothing counts as not given',
  async (t) => {
    t.same(
      settingsOf({
        EIGYOCHU_CONFIG: '/etc/eigyochu',
        EIGYOCHU_MAX_AGE_SECONDS: '5',
        EIGYOCHU_DRAIN_SECONDS: '0',
        HOST: '::1',
        PORT: '0',
        LOG_LEVEL: 'debug',
      }),
      {
        EIGYOCHU_CONFIG: '/etc/eigyochu',
        EIGYOCHU_MAX_AGE_SECONDS: 5,
        EIGYOCHU_DRAIN_SECONDS: 0,
        HOST: '::1',
        PORT: 0,
        LOG_LEVEL: 'debug',
      },
    );
    t.equal(settingsOf({ PORT: '', REDIS_URL: '', EIGYOCHU_DATA: '' })?.PORT, 8080);
  },
);

t.test('a port is a whole number from 0 to 65535', async (t) => {
  t.equal(settingsOf({ PORT: '65535' })?.PORT, 65_535);
  for (const text of ['65536', '-1', '80.5', '8e3', '0x50', ' 80', 'http']) {
    t.same(
      faultsOf({ PORT: text }),
      [`PORT: found "${text}"; write a whole number from 0 to 65535`],
      text,
    );
  }
});

t.test('draining takes at most a minute', async (t) => {
  t.equal(settingsOf({ EIGYOCHU_DRAIN_SECONDS: '60' })?.EIGYOCHU_DRAIN_SECONDS, 60);
  t.same(faultsOf({ EIGYOCHU_DRAIN_SECONDS: '61' }), [
    'EIGYOCHU_DRAIN_SECONDS: found "61"; write a whole number from 0 to 60',
  ]);
});

t.test('a variable called as what every object has is none of ours', async (t) => {
  t.same(faultsOf({ constructor: '1', toString: '1', hasOwnProperty: '1' }), []);
});

t.test('all faults are told at once, each with what to write', async (t) => {
  t.same(faultsOf({ PORT: 'x', LOG_LEVEL: 'verbose', EIGYOCHU_MAX_AGE_SECONDS: '90000' }), [
    'EIGYOCHU_MAX_AGE_SECONDS: found "90000"; write a whole number from 0 to 86400',
    'PORT: found "x"; write a whole number from 0 to 65535',
    'LOG_LEVEL: found "verbose"; write one of fatal, error, warn, info, debug, trace',
  ]);
});

t.test('an unknown EIGYOCHU_ variable is a fault, with the nearest known one', async (t) => {
  t.same(faultsOf({ EIGYOCHU_CONFG: 'x' }), [
    'EIGYOCHU_CONFG: found no such setting; write EIGYOCHU_CONFIG',
  ]);
  t.same(faultsOf({ EIGYOCHU_NOTHING_LIKE_IT: 'x' }), [
    'EIGYOCHU_NOTHING_LIKE_IT: found no such setting; leave it out; known are ' +
      'EIGYOCHU_CONFIG, EIGYOCHU_MAX_AGE_SECONDS, EIGYOCHU_DRAIN_SECONDS, HOST, PORT, LOG_LEVEL',
  ]);
});

t.test(
  'settings of a later version are refused, and a password in one is not repeated',
  async (t) => {
    const faults = faultsOf({ REDIS_URL: 'redis://user:secret@host', EIGYOCHU_DATA: '/data' });
    t.same(faults, [
      'REDIS_URL: found a value; leave it out: ' +
        'Redis comes with overrides, which this version does not support yet',
      'EIGYOCHU_DATA: found a value; leave it out: ' +
        'the data folder comes with overrides, which are not supported yet',
    ]);
  },
);

t.test('what Kubernetes sets for a Service called eigyochu is no mistake', async (t) => {
  const links = {
    EIGYOCHU_SERVICE_HOST: '10.0.0.1',
    EIGYOCHU_SERVICE_PORT: '80',
    EIGYOCHU_SERVICE_PORT_HTTP: '80',
    EIGYOCHU_PORT: 'tcp://10.0.0.1:80',
    EIGYOCHU_PORT_80_TCP: 'tcp://10.0.0.1:80',
    EIGYOCHU_PORT_80_TCP_PROTO: 'tcp',
    EIGYOCHU_PORT_80_TCP_PORT: '80',
    EIGYOCHU_PORT_80_TCP_ADDR: '10.0.0.1',
  };
  t.same(faultsOf(links), []);
  t.match(faultsOf({ EIGYOCHU_PORT: '8080' }), [/^EIGYOCHU_PORT: found no such setting/]);
});
