// What a page may do with what the component tells.
const said = document.getElementById('said');

document.addEventListener('open-doors-select', (event) => {
  event.preventDefault(); // instead of opening the organisation's page at OpenDoors
  said.textContent = `${event.detail.name} was chosen.`;
});

document.addEventListener('open-doors-error', (event) => {
  said.textContent = `There is no answer: ${event.detail.code}.`;
});
