"""The Spanish phrasebook of the sample bot."""

from __future__ import annotations

from pipelines.demo.phrasebook import Phrasebook, Topic, Words

SPANISH = Phrasebook(
    words=Words(
        days=("lunes", "martes", "miércoles", "jueves", "viernes"),
        months=("enero", "febrero", "marzo", "abril", "mayo", "junio",
                "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        whens=("principios de {month}", "mediados de {month}", "finales de {month}"),
    ),
    greetings=("¡Hola! Soy Tally, el asistente de Tallyhand. ¿En qué puedo ayudarte?",),
    hot=(Topic(
        opens=(
            ("Hola, ¿podemos reservar una demo esta semana? Somos {n} técnicos.", "¡Claro! Tenemos huecos el {day}."),
            ("¿Cuánto cuesta el plan {plan} para {n} personas? Lo necesitamos antes de {when}.",
             "{plan} son {price} € por usuario al mes, unos {total} € en total."),
            ("Queremos contratar ya, dejamos {rival} en {when}. ¿Me mandas un presupuesto para {n} usuarios?",
             "Por supuesto, lo preparamos hoy mismo."),
            ("necesito un sistema urgente para {n} furgonetas, que precio tiene y cuando empezamos",
             "En una semana podéis estar en marcha. {plan} son {price} € por usuario."),
        ),
        follows=(
            ("¿Hay descuento si pagamos el año entero? Firmamos esta semana.", "Sí, un 15 %."),
            ("Tenemos un presupuesto de {budget} € al año, ya aprobado.", "Con eso llegáis de sobra."),
            ("¿Puede ser la demo el {day} a las {hour}?", "El {day} a las {hour} está libre."),
            ("¿Quién manda el contrato? Yo soy el que firma.", "Lo envía nuestro equipo por correo."),
        ),
        asks=("Para que te llame un especialista: {ask}", "Lo dejo reservado. {ask}"),
        leaves=(("lo hablo con mi socio y os llamo mañana", "¡Perfecto, aquí estamos!"),),
    ),),
    warm=(Topic(
        opens=(
            ("¿La integración con {integ} sincroniza facturas y clientes?", "Sí, los clientes en ambos sentidos."),
            ("¿Qué diferencia hay con {rival}? Estamos comparando varias opciones.",
             "Sobre todo el panel y que los subcontratistas no pagan."),
            ("Trabajamos con {tool}, ¿se pueden importar los clientes y los trabajos?",
             "Sí, desde un fichero exportado."),
            ("¿la app funciona sin cobertura? trabajamos en sótanos", "Sí, guarda todo y lo envía después."),
        ),
        follows=(
            ("¿Y tenéis API para meter trabajos desde nuestro sistema?", "Sí, REST con webhooks."),
            ("¿Los subcontratistas verían los precios?", "No, solo sus trabajos."),
            ("¿Cuántos usuarios puede haber en la prueba?", "Los que queráis durante 14 días."),
            ("tenemos unos {jobs} trabajos al mes, ¿aguanta?", "Sin problema."),
            ("Estamos entre vosotros y {rival}, ¿qué informes tenéis que ellos no?",
             "Los informes se montan a medida."),
        ),
        asks=("Te puedo mandar la comparativa. {ask}", "¿Te escribe un especialista? {ask}"),
        leaves=(("gracias, lo miro con el equipo", "¡A ti!"), ("vale, leeré la documentación", "¡Estupendo!")),
    ),),
    cold=(Topic(
        opens=(
            ("hola", "¡Hola! ¿En qué puedo ayudarte?"),
            ("¿esto qué es?", "Un programa para planificar equipos de campo."),
            ("¿la plantilla es gratis?", "Sí, en Word y PDF."),
            ("no puedo entrar en la app", "Prueba a actualizarla, por favor."),
            ("¿tenéis ofertas de trabajo?", "Están en /careers."),
        ),
        follows=(("ah vale", "¿Algo más?"), ("solo estoy mirando", "¡Sin problema!")),
        asks=("Te la puedo enviar por correo. {ask}", "Lo paso a mis compañeros. {ask}"),
        leaves=(("vale gracias", "¡Hasta luego!"),),
    ),),
    asks={
        "name": ("¿Cómo te llamas?", "¿Tu nombre?"), "email": ("¿Y tu correo?", "¿A qué correo te escribimos?"),
        "phone": ("¿Y un teléfono?",), "company": ("¿Para qué empresa es?",), "team_size": ("¿Cuántos sois?",),
    },
    answers={
        "name": ("{name}", "soy {name}", "me llamo {name}"), "email": ("{email}", "mi correo es {email}"),
        "phone": ("{phone_said}", "sí, {phone_said}"), "company": ("{company}", "somos {company}"),
        "team_size": ("{n}", "unos {n}"),
    },
    refusals=(("prefiero no darlo", "No pasa nada."), ("no, gracias, solo quería información", "¡Claro!")),
    skips=("prefiero no", "no hace falta"),
    at_once=("{name}, {email}", "soy {name}, {email}"),
    thanks=("¡Gracias, {first}! Te escribimos muy pronto.", "Perfecto, {first}, queda apuntado."),
    hand_over="Conversación pasada a {agent}",
    agent=("Hola, soy {agent}, de Tallyhand. Ya he leído lo anterior.",),
    byes=(("gracias", "¡Un saludo!"), ("genial, hasta pronto", "¡Hasta pronto!")),
)  # fmt: skip
