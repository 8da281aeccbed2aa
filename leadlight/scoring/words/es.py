"""Spanish phrases of each signal, one a line; the language is explained in scoring/phrases.py."""

SETS: dict[str, str] = {
    "day": "lunes|martes|miercoles|jueves|viernes|sabado",
    "month": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
}
PHRASES: dict[str, str] = {
    "buying_intent": """
        quiero|queremos|quisiera|quisieramos|necesito|necesitamos|deseo (ya) comprar|comprarlo|comprarla|contratar|
            contratarlo|reservarlo|pagar|firmar|alquilar|matricularme|inscribirme|apuntarme|encargar|pedir
        lo|la|los|las|me|nos quiero|queremos|quedo|quedamos|llevo|llevamos|apunto
        cuando|donde|como (puedo|podemos) firmamos|firmar|pagar|pago|contratar|comprar|apuntarme|inscribirme
        quiero|vamos a hacer ~2 reserva|pedido|compra|pago
        nos|me encaja
        hago|hacemos|doy|dejo (la|el|ya) transferencia|pago|senal|reserva|bizum|entrada
        contratamos|compramos|firmamos|adelante con
    """,
    "demo_requested": """
        quiero|queremos|quisiera|necesito|podemos|pueden|podeis|podrian|agendar|solicitar|ver|programar ~4 demo|
            demostracion
    """,
    "booking_requested": """
        quiero|queremos|quisiera|puedo|podemos|podria|me gustaria ~3 reservar|visitar|visitarlo|verlo|verla|agendar|
            cita|visita
        puedo|podemos|podria (ir|pasar|pasarme|verlo|venir|visitarlo) manana|hoy|@day|esta
        puedo|podemos|podria|podriamos ir|pasar|pasarme|verlo|venir|visitarlo ~1 manana|hoy|el|este|esta|a
        reserva|reservar|reservame|resérvame|guardame|apartame|apuntame|agendar|agendamos ~3 plaza|mesa|cita|visita|
            hora|uno|una|para
    """,
    "price_asked": """
        cuanto|cuánto (me|nos) cuesta|cuestan|vale|valen|es|sale|saldria|costaria|seria|cobran|cobrais
        precio|precios|presupuesto|tarifa|tarifas|coste
        que precio
    """,
    "budget_stated": """
        tengo|tenemos|hasta|maximo|presupuesto|pasar|pagar|gastar (de|un|como|hasta) $|# (de) (entrada|maximo|euros|
            al)
        presupuesto ~3 #
        # de entrada
        # al mes
    """,
    "deadline_stated": """
        antes del|de ~3 #|@month|viernes|lunes|fin|verano
        para (el|la|este|esta) ya|manana|@day|@month|semana|mes
        esta|este|proxima|proximo|misma semana|mes|viernes|lunes
        # de @month
        cuanto antes
        lo antes posible
        urgente|urge
        desde|partir del|de (el|del) #|enero|septiembre
    """,
    "comparison": """
        comparar|comparando|comparativa
        otros|otras|otro (dos|tres) presupuestos|opciones|proveedores|pisos|sitios|coches|proveedor
        miro|mirando|viendo|mirar otros|otras|otro|varios|varias|opciones
    """,
    "evaluating": """
        pensarlo|pensarmelo|consultarlo|valorando|valorarlo|considerando
        tengo|tenemos que pensarlo|hablarlo|consultarlo|comentarlo|mirarlo
        hablarlo|comentarlo|consultarlo con mi
    """,
    "integration_question": """
        integra|integran|integracion|integraciones|compatible|conecta|conectar
        funciona con
    """,
    "contact_requested": """
        llamadme|llamame|llámenme|llamarme|llamenme|escribidme|escribeme|escribanme|contactadme|contactarme|
            contactenme|contactame|llamen|avisadme
        me|nos pueden|podeis|podrian|puedes|puede|podrias llamar|contactar|escribir
        me|nos llamais|llaman|llamas|escribis
        pueden|podeis|podrian|puede|podria llamarme|contactarme|escribirme|llamarnos
    """,
    "not_buying": """
        no busco|buscamos|quiero|queremos|voy|vamos|pienso|interesa (a) comprar|alquilar|nada|contratar
        no (me|nos) interesa|interesan
        solo|solamente|simple (estoy|estaba|por) curiosidad|mirando|curioseando|miraba|preguntaba
        por curiosidad
    """,
    "withdrawn": """
        ya (lo|la) (he|hemos) compre|comprado|encontre|encontrado|contratado
        ya no (lo|la|me) necesito|interesa|quiero
        cambiado de idea|opinion
        al final no
    """,
    "support": """
        no (me|puedo|puede|se|ha) (ha) funciona|entrar|acceder|carga|abre|llega|llegado
        mi pedido|paquete|factura ~3 no|llega|llegado|donde|roto|retraso
        reembolso|devolucion|averia|reclamacion
        se|esta ha|han roto|caido|estropeado
    """,
    "job_seeker": """
        trabajar con|en|para vosotros|ustedes|empresa
        curriculum|vacante|vacantes
        busco|buscando (un) trabajo|empleo|practicas
        buscais|contratando|necesitais personal|gente|empleados|camarero
    """,
    "study": """
        trabajo de clase|universidad|fin
        soy estudiante
        tesis|deberes|tfg|tfm
        estudiante de
    """,
    "press": """
        periodista|reportaje
        soy redactor|redactora
    """,
    "spam": """
        ofrecemos|ofrecerle|ofrecerles ~3 servicios|posicionamiento|seo
        posicionamiento web|seo
    """,
    "cancellation": """
        darme|dar|darnos|cursar de|la baja
        cancelar|anular (mi|el|la|mis) suscripcion|contrato|reserva|pedido|cuenta|cuota|matricula
    """,
}  # fmt: skip
