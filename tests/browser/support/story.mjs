// A handful of workers with their troubles, texted as they would: what pictures and tests are taken of.
import { until } from './hotline.mjs';

export const phone = (number) => `+9745551${String(2000 + number)}`;

const troubles = [
  { from: phone(1), texts: ['mero talab 3 mahina dekhi payeko chaina, passport pani sahu sanga cha', '1', '1'] },
  { from: '+966501230002', texts: ['मालिकले राहदानी दिँदैन। घर जान पाइनँ।', '1'] },
  { from: '+60111230003', texts: ['काममा चोट लाग्यो, हात भाँचियो, उपचार गर्दैनन्'] },
  { from: phone(4), texts: ['malai kothama thuneko cha, bahira jana didaina'] },
  { from: phone(5), texts: ['They want me to sign a new paper in Arabic, salary is half of the promise'] },
  { from: phone(6), texts: ['agent le 180000 liyo ahile samma visa ayena'] },
  { from: phone(7), texts: ['9'] },
];

// References by trouble; waits until each lies in a queue.
export async function liveCases(hotline) {
  for (const trouble of troubles) {
    for (const text of trouble.texts) await hotline.text(trouble.from, text);
  }
  const cases = await until(() => {
    const found = hotline.cases();
    return found.length >= troubles.length ? found : undefined;
  }, 'the cases');
  const inDanger = cases.find((each) => each.category === 'danger');
  const told = cases.find((each) => each.category === 'trafficking');
  return { cases, critical: inDanger.ref, mine: told.ref };
}
