/** Invented names, parties, places and topics for sampleRoom: a municipality, its neighbours and two suppliers. */

export const PARTIES = [
  "Gemeente Waterdam",
  "Gemeente Lindeveen",
  "Gemeente Hoogbeek",
  "Regio Oostmeer",
  "Kantelaar Software",
  "Sextant Data",
];

export const NAMES = [
  "Anna", "Bram", "Fatima", "Joost", "Priya", "Sanne", "Tomasz", "Yara", "Henk", "Mehmet", "Lotte", "Grace", "Wouter",
  "Aisha", "Pieter", "Noor", "Daan", "Chiara", "Ruben", "Esra", "Kees", "Marieke", "Oliver", "Zoë", "Sjoerd", "Imane",
];

export const PLACES = [
  { name: "Raadzaal", capacity: 60, features: ["projector", "microphone"] },
  { name: "Atelier", capacity: 24, features: ["whiteboard"] },
  { name: "Bibliotheek", capacity: 12, features: [] },
  { name: "Tuinkamer", capacity: 16, features: ["step-free"] },
  { name: "Under the lime tree", capacity: null, features: [] },
  { name: "Kantine, long table", capacity: 30, features: [] },
  { name: "Online room", capacity: null, features: ["video"], address: "https://meet.example.org/waterdam" },
  { name: "Boardroom 2", capacity: 10, features: ["screen"] },
];

/** [language, title, line] */
export const TOPICS = [
  ["nl", "Eén loket voor vier gemeenten: wat houdt ons tegen?", "Inwoners snappen de grens niet. Wij soms ook niet."],
  ["en", "What would a good release day look like?", "For those who press the button and those who pick up the phone."],
  ["nl", "Wie is eigenaar van de basisregistratie?", "Drie afdelingen zeggen ja, niemand doet het."],
  ["en", "Contracts that survive the first surprise", "Buyers and suppliers: bring one clause you regret."],
  ["nl", "Zaakgericht werken zonder zaaksysteem", ""],
  ["en", "Can we retire the fax number?", "Yes, it still rings. Eleven times last week."],
  ["nl", "Jongeren die nooit een brief openmaken", "Hoe bereiken we ze wel, en willen ze dat?"],
  ["en", "Testing together, not after each other", "A shared test week for all partners?"],
  ["nl", "Van incident naar gesprek", "Hoe praten we over fouten zonder schuldvraag?"],
  ["en", "One phone queue for the whole region", ""],
  ["nl", "De keukentafel en het scherm", "Wijkteams over werken met een laptop op schoot."],
  ["en", "How do we say no to a good idea?", "A backlog of 400 wishes is a promise nobody made."],
  ["nl", "Datakwaliteit: wie heeft er last van?", "Breng je vreemdste adres mee."],
  ["en", "Plain language in letters that matter", "Rewrite one real letter in an hour."],
  ["nl", "Samen inkopen, apart gebruiken", "Ervaringen met de gezamenlijke aanbesteding."],
  ["en", "Who looks after the interfaces?", "Everything works until the other side updates."],
  ["nl", "Thuiswerken en toch buren blijven", ""],
  ["en", "Accessibility: beyond the checklist", "With two neighbours who use a screen reader."],
  ["nl", "Privacy als vakmanschap", "Niet de jurist, maar de baliemedewerker aan het woord."],
  ["en", "A map everybody trusts", "Roads, cables, trees: four maps, four truths."],
  ["nl", "Wat doen we met de oude archieven?", "Twaalf kilometer papier en een lekkend dak."],
  ["en", "Learning from each other's outages", "No slides. Each brings one story of five minutes."],
  ["nl", "Energiearmoede: van lijstje naar voordeur", "Wat mogen we weten, en wat doen we ermee?"],
  ["en", "Small suppliers in big tenders", ""],
  ["nl", "De omgevingswet op een dinsdagmiddag", "Hoe het echt gaat aan de balie."],
  ["en", "Shared on-call: brave or foolish?", "Nights and weekends across four organisations."],
];

export const ANGLES = ["", "in de praktijk", "two years on", "voor kleine teams", "the money side", "en nu verder", "a second look"];
