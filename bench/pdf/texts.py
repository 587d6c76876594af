"""Invented texts for the PDF benchmark, English and Spanish. Every person, place and event in them is made up."""

EN = [
    "The Ministry of Public Order of Valdoria denied on Tuesday that anyone had been moved by night from the Costa Clara "
    "holding centre. “No transfer took place,” said its spokesman, Aurelio Fonseca, who refused to show the register.",
    "Relatives of thirty-seven detainees told a different story. Marisol Ibáñez-Quero, whose brother Tomás was last seen "
    "on 14 March, keeps the bus ticket he bought that morning; it was found, folded in four, in the office of the ferry line.",
    "Lawyers for the families filed a first habeas corpus petition with the Fifth District Court. The file, numbered "
    "2031-0457-B, lists names, dates of birth and the officers who signed each form. Five of the forms carry no signature at all.",
    "According to flight manifests reviewed by the Harbour Observatory, an aircraft left the Fennwick airfield at 02:35 with "
    "twenty-one passengers and landed in Puerto Alegre at 06:10; the airline says that it carried “official cargo” and nothing else.",
    "Officials first spoke of 19 people, then of 23, and finally of \"about two dozen\". The difference, said Dr. Fiona "
    "O’Halloran of the Institute for Field Records, is not a rounding error: every number stands for a person with a file.",
    "A former guard, who asked not to be named for fear of reprisals, described fluorescent lights left on for days, a cell "
    "for eight that held fifteen, and affidavits signed in blank. His affirmation was filed under seal with the ombudsman’s office.",
    "The company that runs the centre, Griffin & Shelf Ltd., earned $4.6 million last year (a rise of 12.5 %) and has refused "
    "three requests for an interview. Its website still offers “safe, efficient and dignified” custody.",
    "In a letter dated 3 April, the deputy minister promised that a full list would be published “within ten working days”. "
    "Seven weeks later no list has been published; the office that was to compile it has been closed.",
]

ES = [
    "El Ministerio de Orden Público de Valdoria negó el martes que alguien hubiera sido trasladado de noche desde el centro "
    "de Costa Clara. «No hubo ningún traslado», dijo su portavoz, Aurelio Fonseca, que se negó a enseñar el registro.",
    "Los familiares de treinta y siete detenidos cuentan otra cosa. Marisol Ibáñez Quero, cuyo hermano Tomás fue visto por "
    "última vez el 14 de marzo, guarda el billete de autobús que él compró aquella mañana; apareció doblado en cuatro.",
    "La defensa presentó un primer recurso de hábeas corpus ante el Juzgado Quinto. El expediente, con número 2031-0457-B, "
    "enumera nombres, fechas de nacimiento y los oficiales que firmaron cada formulario. Cinco carecen de firma.",
    "Según los manifiestos de vuelo que revisó el Observatorio del Puerto, un avión salió del aeródromo de Peñaflor a las "
    "02:35 con veintiún pasajeros y aterrizó en Puerto Alegre a las 06:10; la aerolínea habla de «carga oficial».",
    "Las autoridades hablaron primero de 19 personas, luego de 23 y, por último, de «unas dos docenas». ¿Por qué cambia la "
    "cifra? «Cada número es una persona con expediente», respondió la doctora Begoña Núñez Ágreda.",
    "Un antiguo vigilante, que pidió el anonimato por miedo a represalias, describió luces encendidas durante días, una celda "
    "de ocho plazas con quince personas y declaraciones firmadas en blanco. ¡Nadie preguntó nada!",
    "La empresa que gestiona el centro ganó 4,6 millones de dólares el año pasado (un 12,5 % más) y ha rechazado tres "
    "peticiones de entrevista. Su página web ofrece todavía una custodia «segura, eficaz y digna».",
    "En una carta fechada el 3 de abril, el viceministro prometió que la lista completa se publicaría «en un plazo de diez "
    "días hábiles». Siete semanas después no se ha publicado lista alguna; la oficina que debía hacerla está cerrada.",
]

ROWS = [
    ("Ibáñez Quero, Tomás", "14.03.2031", "Costa Clara", "in custody"),
    ("Núñez Ágreda, Joaquín", "15.03.2031", "Peñaflor", "moved"),
    ("O’Halloran, Fiona", "15.03.2031", "Fennwick", "released"),
    ("de la Vega y Soto, María del Pilar", "16.03.2031", "Costa Clara", "unknown"),
    ("Fonseca, Aurelio", "17.03.2031", "Puerto Alegre", "in custody"),
    ("Achterberg, Wim", "19.03.2031", "Fennwick", "moved"),
    ("Zúñiga, Íñigo", "21.03.2031", "Peñaflor", "released"),
    ("Offiah, Grace", "22.03.2031", "Costa Clara", "unknown"),
]
HEAD = ("Name", "Date", "Place", "Status")


def paragraphs(language, count, start=0):
    """`count` paragraphs, cycling through the texts from `start`."""
    source = {"en": EN, "es": ES}[language]
    return [source[(start + i * 3 + i // len(source)) % len(source)] for i in range(count)]
