import { randomNumber, randomScopedId, readAddress } from './contacts.js';
import { byId } from './dom.js';
import { words } from './words.js';

/** @param {(contact: string) => void} onAdd */
export function createNewContact(onAdd) {
  const dialog = byId('new-contact', HTMLDialogElement);
  const form = byId('new-form', HTMLFormElement);
  const address = byId('new-address', HTMLInputElement);
  const hint = byId('new-hint', HTMLElement);

  function isScoped() {
    return new FormData(form).get('kind') === 'scoped';
  }

  function suggest() {
    address.value = isScoped() ? randomScopedId() : randomNumber();
    say(false);
  }

  /** @param {boolean} wrong */
  function say(wrong) {
    const example = isScoped() ? words.scopedHint : words.phoneHint;
    hint.textContent = wrong ? `${words.wrongAddress} ${example}` : example;
    hint.classList.toggle('wrong', wrong);
    address.setAttribute('aria-invalid', String(wrong));
  }

  form.addEventListener('change', (event) => event.target !== address && suggest());
  byId('new-another', HTMLButtonElement).addEventListener('click', suggest);
  byId('new-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const contact = readAddress(address.value);
    if (!contact) {
      say(true);
      address.focus();
      return;
    }
    dialog.close();
    onAdd(contact);
  });

  return {
    open() {
      form.reset();
      suggest();
      dialog.showModal();
      address.select();
    },
  };
}
