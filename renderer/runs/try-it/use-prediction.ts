import { useEffect, useRef, useState } from 'react';
import type { Out } from '../../../shared/host/api';
import { HostError } from '../../../shared/host/errors';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { runsHost } from '../../editor/runs-store';
import { base64Of } from '../../figures/tensor-image';

interface Prediction {
  readonly value: Out<'views.predict'> | undefined;
  readonly failed: LocalizedText | undefined;
  readonly waiting: boolean;
}

const NOTHING: Prediction = { value: undefined, failed: undefined, waiting: false };

/**
 * The prediction of a run's checkpoint for an image. During a request, only the newest image waits.
 * @param image nothing is requested while it is undefined
 */
export function usePrediction(id: string, checkpoint: CheckpointName, image: Uint8Array | undefined): Prediction {
  const [found, setFound] = useState<Prediction>(NOTHING);
  const wanted = useRef<{ readonly key: string; readonly image: Uint8Array | undefined }>({ key: '', image: undefined });
  const busy = useRef(false);
  useEffect(() => {
    wanted.current = { key: `${id} ${checkpoint}`, image };
    if (!image) {
      setFound(NOTHING);
      return;
    }
    setFound((before) => ({ ...before, waiting: true }));
    if (busy.current) return;
    busy.current = true;
    void (async () => {
      for (let asked: typeof wanted.current | undefined; asked !== wanted.current; ) {
        asked = wanted.current;
        if (!asked.image) continue;
        const [run = '', weights] = asked.key.split(' ');
        try {
          const value = await runsHost().call('views.predict', {
            id: run,
            checkpoint: weights === 'best' ? 'best' : 'last',
            pixels: base64Of(asked.image),
          });
          if (wanted.current.key === asked.key && wanted.current.image)
            setFound({ value, failed: undefined, waiting: wanted.current !== asked });
        } catch (error) {
          if (!(error instanceof HostError)) throw error;
          setFound((before) => ({ ...before, failed: error.text, waiting: false }));
        }
      }
    })().finally(() => {
      busy.current = false;
    });
  }, [id, checkpoint, image]);
  return found;
}
