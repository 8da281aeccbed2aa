"""What the capture says in Spanish."""

from __future__ import annotations

from leadlight.domain.wording.contract import Words

WORDS = Words(
    ask={
        "name": ("¿Cuál es su nombre?", "¿Me dice su nombre?", "¿Con quién hablo?"),
        "email": ("¿A qué correo electrónico le podemos escribir?", "¿Cuál es su correo electrónico?",
                  "¿A qué correo se lo enviamos?"),
        "phone": ("¿A qué teléfono le podemos llamar?", "¿Cuál es su número de teléfono?",
                  "¿En qué número le localizamos?"),
        "company": ("¿De qué empresa es?", "¿Y cómo se llama su empresa?"),
        "website": ("¿Tiene una página web que podamos ver?", "¿Cuál es su sitio web?"),
        "choice": ("{label}: ¿{options}?", "{label} – ¿{options}?"),
        "choices": ("{label}: ¿{options} (puede elegir varias)?", "{label} – ¿{options}, o varias de ellas?"),
        "checkbox": ("{label}: ¿sí o no?", "Solo un sí o un no: ¿{label}?"),
        "consent": ("«{label}» ¿Está de acuerdo?", "Solo falta confirmar: «{label}» ¿Le parece bien?"),
        "*": ("¿{label}?", "¿Le puedo preguntar también: {label}?", "¿Y {label}?"),
    },
    opens={
        "request": ("Claro, nos pondremos en contacto con usted.", "Con mucho gusto lo organizamos."),
        "given": ("Gracias, lo he anotado.", "Gracias, anotado."),
        "intent": ("Un compañero puede darle más detalles.", "Un compañero le puede ayudar con esto."),
        "messages": ("Si quiere, le damos seguimiento a esto.", "Para que no se pierda, podemos contactarle."),
        "page": ("Si quiere, le enviamos los detalles.", "Con gusto le ayudamos con esto."),
        "handoff": ("Antes de pasarle con un compañero:", "Para que mi compañero pueda contactarle:"),
        "end": ("Antes de irse:", "Una última cosa antes de terminar:"),
    },
    thanks_for=("Gracias.", "Muchas gracias.", "Perfecto, gracias."),
    again=("No pasa nada. Solo lo pregunto para poder contactarle.",
           "Lo entiendo. Solo lo usamos para responderle, para nada más."),
    back_to=("Y para poder contactarle:", "Volviendo a mi pregunta:"),
    unclear=("No he podido leerlo bien.", "Perdone, no lo he entendido."),
    by_phone=("Claro, entonces le llamamos.", "Sin problema, por teléfono entonces."),
    by_email=("Claro, entonces le escribimos.", "Sin problema, por correo entonces."),
    shows=("Deje aquí sus datos y le contactaremos.", "Rellene esto y un compañero le responderá."),
    done=("Gracias. Nos pondremos en contacto.", "Es todo lo que necesito, gracias. Le contactaremos."),
    done_named=("Gracias, {name}. Nos pondremos en contacto.",
                "Es todo lo que necesito, {name}. Le contactaremos pronto."),
    corrected=("Gracias, lo he cambiado.", "Anotado, ya está corregido."),
    let_go=("No hay ningún problema.", "Está bien, no se preocupe."),
    either="o",
)  # fmt: skip
