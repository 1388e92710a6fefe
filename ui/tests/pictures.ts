/** The part of the survey in memory that photos ask: which there are, captions, marks, what they show. */
import type * as B from '../src/api/client';
import type { Memory } from './memory';

/** Answers a command about photos, or nothing where it is none. */
export function pictures(name: string, args: any, memory: Memory): unknown {
  const form = args?.form ?? {};
  switch (name) {
    case 'photos': {
      const filter = args.filter as B.PhotoFilter;
      const found = memory.photos.filter((photo) => (!filter.community || photo.community === filter.community) && (!filter.round || photo.round === filter.round) && (!filter.indicator || photo.links.some((link) => link.cell?.indicator === filter.indicator)));
      return { total: found.length, photos: found.slice(args.offset, args.offset + args.limit).map((photo) => memory.photoView(photo)) };
    }
    case 'add_photo':
      memory.addPhotos(1);
      return { view: { key: `photo-${memory.photos.length}`, name: 'x.jpg', already: false }, touched: [{ noun: 'photo', key: 'new' }] };
    case 'set_caption': {
      memory.write('photo', form.photo, 'caption', form.text, form.seen);
      const photo = memory.photos.find((one) => one.key === form.photo);
      return { view: photo && memory.photoView(photo), touched: [{ noun: 'photo', key: form.photo }] };
    }
    case 'set_marks': {
      memory.write('photo', form.photo, 'marks', form.marks, form.seen);
      const photo = memory.photos.find((one) => one.key === form.photo);
      return { view: photo && memory.photoView(photo), touched: [{ noun: 'photo', key: form.photo }] };
    }
    case 'unlink_photo': {
      memory.photos = memory.photos.map((one) => (one.key === form.photo ? { ...one, links: one.links.filter((link) => link.target !== form.target) } : one));
      return { view: memory.photos.find((one) => one.key === form.photo), touched: [{ noun: 'photo', key: form.photo }] };
    }
    default:
      return undefined;
  }
}
