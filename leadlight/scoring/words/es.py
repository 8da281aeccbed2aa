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
        me|nos lo|la|los|las quedo|quedamos|llevo|llevamos|pillo|pido|reservo
        nos quedamos con|la|el|lo|vosotros
        me apunto|inscribo|matriculo|animo|lo
        me|nos interesa contratar|comprar|alquilarlo
        hago|hacemos|haré el|la|un pedido|transferencia|reserva|ingreso|bizum
        como|donde|cuando os|les|te|lo|la (puedo) pago|pagamos|pagar|firmo|firmamos|firmar|dejo|encargada|abono|
            ingreso
        aceptamos|acepto|aprobado|aprobamos (el|la|vuestro|su) presupuesto|oferta|propuesta
        hemos decidido|elegido
        que hay que|tengo|necesito|necesitais firmar|hacer|llevar|traer|que|de
        q tengo|hay q hacer|llevar|firmar
        que documentos|papeles llevo|necesito|hacen
        mandame|enviame|mandadme|pasame|mandeme|envieme|mandad|enviadme (ya) (el|la|los) contrato|proforma|factura|
            link|enlace|presupuesto|iban|datos
        si me|nos convence|gusta ~3 llevo|quedo|firmo|firmamos|bloqueamos
        quiero|queremos|quisiera|kiero|necesito|buscamos cambiar|contratar|encargar|poner|vender|alquilar|instalar|
            renovar|empezar|hacer
        queremos|quiero|necesitamos ~5 puestas|instalado|montado|listo antes
        pago|pagar (con|por|en|al) tarjeta|efectivo|contado|bizum|transferencia
        paso|pasaré ~4 pagar|firmar|senal
        dejo|doy|pago la|una|el senal|fianza|entrada
        venga|vale|ok lo|la|los|las quiero|compro|cojo
        empiezo|empezamos|arrancamos|arrancariamos el|manana|mnn|ya|en|hoy
        adelante|procedemos con|pues
        presupuesto (de|hasta) $|# (sin) (iva)
        lo quiero (ya|con|en|para)
        tengo el dinero
        licitacion|concurso
        nos|me cuadra|encaja|va bien
        reservanoslas|reservanosla|reservamelo|reservamela|resérvanoslas|reservadnos|reservadme|guardadnos|
            guardadme|apartadmelo
    """,
    "demo_requested": """
        quiero|queremos|quisiera|necesito|podemos|pueden|podeis|podrian|agendar|solicitar|ver|programar ~4 demo|
            demostracion
        ver|veros|ensenarnos|mostrarnos ~4 funcionando|en directo|plataforma|programa
        una demo|prueba|presentacion (para|con|el|por)
    """,
    "booking_requested": """
        quiero|queremos|quisiera|puedo|podemos|podria|me gustaria ~3 reservar|visitar|visitarlo|verlo|verla|agendar|
            cita|visita
        puedo|podemos|podria (ir|pasar|pasarme|verlo|venir|visitarlo) manana|hoy|@day|esta
        puedo|podemos|podria|podriamos ir|pasar|pasarme|verlo|venir|visitarlo ~1 manana|hoy|el|este|esta|a
        reserva|reservar|reservame|resérvame|guardame|apartame|apuntame|agendar|agendamos ~3 plaza|mesa|cita|visita|
            hora|uno|una|para
        hay|teneis|tienen|tendriais|queda|quedan|tienes (algun|alguna|sitio) ~2 hueco|mesa|cita|plaza|plazas|sitio|
            libre|hora|habitacion ~4 hoy|manana|para|@day|tarde|finde|noche
        puedo|podemos|podria|podriamos|puede|podeis|pueden|me|se|nos ~3 ver|verlo|verla|visitar|probar|pasar|ir|
            venir|probarlo|quedar|mandar|enviar ~4 hoy|ya|manana|finde|sabado|@day|semana|cuando|tarde|alguien
        cuando puede|pueden|podeis|puedo|podemos|viene|venis|vendria (venir|pasar|ir|verlo|empezar|el|alguien|un)
        podemos|puedo empezar|verlo|quedar|ir|pasarme
        me|lo|la podeis|puedes|pueden ver|traer|atender hoy|manana|el|esta
        cogeme|dame|deme|darme|pedir (una|hora) cita|hora
        quedamos para|el|manana
        reservar ~3 mesa|habitacion|plaza|sitio
        paso|pasamos|voy|vamos (esta) (manana|hoy|tarde|el) (a) verlo|firmar|pagar|recogerlo|verla
    """,
    "price_asked": """
        cuanto|cuánto (me|nos) cuesta|cuestan|vale|valen|es|sale|saldria|costaria|seria|cobran|cobrais
        precio|precios|presupuesto|tarifa|tarifas|coste
        que precio
        cuanto|que|q|cuánto (me|nos|os) cuesta|costaria|sale|saldria|vale|valdria|cobrais|cobran|seria|es|dais|anda|
            costar
        que|q comision|precio|coste|cuota|tarifa
        precio aprox|aproximado|por|total|de|y
        cuanto dinero|mas|por|se
    """,
    "budget_stated": """
        tengo|tenemos|hasta|maximo|presupuesto|pasar|pagar|gastar (de|un|como|hasta) $|# (de) (entrada|maximo|euros|
            al)
        presupuesto ~3 #
        # de entrada
        # al mes
        presupuesto (de|hasta|maximo|es|total|sin) #|$
        (hasta|maximo|como mucho|tope) $
        tenemos|tengo|llegamos|podemos (hasta) $
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
        antes (del|de|que) (#|verano|navidad|@month|fin|nazca|lunes) de
        para|desde el #|lunes|martes|miercoles|jueves|viernes|sabado|enero|verano|abril|proximo
        hoy|manana|pasado|urgente mismo|por|si
        el # de @month
        la semana|mes que viene
        (lunes|martes|jueves|viernes) que viene
    """,
    "comparison": """
        comparar|comparando|comparativa
        otros|otras|otro (dos|tres) presupuestos|opciones|proveedores|pisos|sitios|coches|proveedor
        miro|mirando|viendo|mirar otros|otras|otro|varios|varias|opciones
        otro|otra|otros|otras instalador|concesionario|academia|sitio|agencia|tienda|finca|fincas|precio|
            presupuesto|empresa|piscina|clinica
        diferencia|mejor hay entre|o
        varios|varias|tres|dos agencias|presupuestos|sitios|pisos|zona|opciones
        comparado|comparar|comparamos con
        en otro lado|sitio
        dudando|duda entre
    """,
    "evaluating": """
        pensarlo|pensarmelo|consultarlo|valorando|valorarlo|considerando
        tengo|tenemos que pensarlo|hablarlo|consultarlo|comentarlo|mirarlo
        hablarlo|comentarlo|consultarlo con mi
    """,
    "integration_question": """
        integra|integran|integracion|integraciones|compatible|conecta|conectar
        funciona con
        se conecta|integra|sincroniza|exporta|exportais|importa con|a|con|de|excel
        api|excel|lexnet|sap|contaplus|holded|permisos ~2
    """,
    "contact_requested": """
        llamadme|llamame|llámenme|llamarme|llamenme|escribidme|escribeme|escribanme|contactadme|contactarme|
            contactenme|contactame|llamen|avisadme
        me|nos pueden|podeis|podrian|puedes|puede|podrias llamar|contactar|escribir
        me|nos llamais|llaman|llamas|escribis
        pueden|podeis|podrian|puede|podria llamarme|contactarme|escribirme|llamarnos
        llamame|llamadme|llameme|llamenme|avisadme|avisame|avisenme|escribeme|escribidme|mandadme|mandame|mandeme|
            enviadme|enviame
        me|nos llamais|llama|llame|llaman|llamas|llamen|avisas|avisais
        que (me|nos) llame|llamen|contacte|escriba
        a este numero|correo
        os|les|te dejo (mi|el) numero|telefono|movil|correo|whatsapp
        mi (numero|telefono|movil|whatsapp) es|por
        un toque|whatsapp
        convocad|invitad|invitacion a
        pueden|podeis|puede|podria|podrian llamar|escribir|contactar|mandar|enviar
        al (mismo) correo|movil|telefono|whatsapp
        quedo a la espera
        me|nos mandais|manda|mandas|envias|enviais
        mejor|prefiero|preferimos|preferiria (por|una|que) (el|me|nos) telefono|llamada|llamen|llame
    """,
    "not_buying": """
        no busco|buscamos|quiero|queremos|voy|vamos|pienso|interesa (a) comprar|alquilar|nada|contratar
        no (me|nos) interesa|interesan
        solo|solamente|simple (estoy|estaba|por) curiosidad|mirando|curioseando|miraba|preguntaba
        por curiosidad
        no necesito|tengo|quiero|quería|busco (ni) (coche|piso|nada|carnet|ni)
        era|es (solo|pura|por) curiosidad|saber|probar|preguntar
        solo queria|quería|era|es saber|preguntar|ver|que
        me equivoque|equivocado (de)
        mi|un cunado|vecina|amigo|amiga|prima dice|me|pregunta
        que va
        no gracias deja
        vivo de alquiler
    """,
    "withdrawn": """
        ya (lo|la) (he|hemos) compre|comprado|encontre|encontrado|contratado
        ya no (lo|la|me) necesito|interesa|quiero
        cambiado de idea|opinion
        al final no
        (pues|entonces|asi) que nada
        al final (no|celebramos|hemos|nos|lo|me)
        paso|dejalo|dejadlo|olvidalo|olvidadlo|dejémoslo
        me lo pillo|compro|cojo en|por otro
        busco|buscaremos otro sitio
        lo compre|compro en otro|otra
        hemos|he encontrado|comprado|elegido|cogido otro|otra|algo
        iba a|estaba (ya) ~5 pero
        casi lo compro
        anulad|anular|anula|cancelad|cancela|anulen|cancelen (la|el|mi|por) mesa|reserva|cita|pedido|visita
        no (gracias) ya esta
        ya no hace|hay falta
    """,
    "support": """
        no (me|puedo|puede|se|ha) (ha) funciona|entrar|acceder|carga|abre|llega|llegado
        mi pedido|paquete|factura ~3 no|llega|llegado|donde|roto|retraso
        reembolso|devolucion|averia|reclamacion
        se|esta ha|han roto|caido|estropeado
        me|nos habeis|han|hais cobrado|cargado|facturado|enviado|puesto|llegado|traido|pusisteis
        pedido|paquete|envio|reserva numero|#|no|con|ha|llego|llega|esta|sigue
        quiero (mi|el|que|una) (dinero|reembolso|devolucion|me|lo) devolvais|cambieis|devuelvan|devolucion
        mi|la|el factura|cuenta|contrasena|codigo|mando|caldera|aparato ~3 no
        no (me) contesta|responde|llega|deja|enciende|arranca|cierra|abre|sirve
        (ya) soy socio|cliente|alumno|usuario|paciente
        copia|duplicado de (la|mi) factura|contrato
        desde ayer|hoy|actualizacion|lunes|empaste|tratamiento
        me|nos duele (al|desde|mucho) (morder|despues)
        llevo ~3 igual|esperando|asi
        cambiar|congelar|actualizar (la|mi|el) cuota|contrasena|direccion|tarjeta|datos
        necesito que venga alguien ~4 instalasteis|arreglar
        incidencia|garantia
    """,
    "job_seeker": """
        trabajar con|en|para vosotros|ustedes|empresa
        curriculum|vacante|vacantes
        busco|buscando (un) trabajo|empleo|practicas
        buscais|contratando|necesitais personal|gente|empleados|camarero
        busco|necesito|quiero|cerco (un) curro|trabajo|empleo|practicas|trabajar
        mi|el|mandar|dejar|enviar|entregar (mi|el) cv|curriculum
        anos de experiencia
        cuanto|que (se) paga|pagan|pagais|sueldo|cobra|cobraria (por|al|la)
        hablo|hablar con el|la|quien jefe|encargado|contrata|contratacion
        estais|estan contratando|buscando
        disponibilidad inmediata|completa
    """,
    "study": """
        trabajo de clase|universidad|fin
        soy estudiante
        tesis|deberes|tfg|tfm
        estudiante de
        para (un|el|mi|la) trabajo|clase|uni|universidad|tesis|tfg|tfm|proyecto|comparativa de|del|final|en
        tfg|tfm|tesina
        alumno|alumna|estudiante|estudio de|en|la
        entrevistar|entrevista ~6 trabajo|tesis|clase|minutos
        haciendo el|un|mi tfg|trabajo|proyecto
    """,
    "press": """
        periodista|reportaje
        soy redactor|redactora
        soy|somos|trabajo periodista|redactora|redactor|para|en|de (el|la|radio|diario|periodico)
        preparo|preparando|hacemos|estamos (un|preparando) reportaje|articulo|noticia|programa|entrevista
        declaracion|declaraciones (por|de)
        cierro|cierre hoy|edicion
    """,
    "spam": """
        ofrecemos|ofrecerle|ofrecerles ~3 servicios|posicionamiento|seo
        posicionamiento web|seo
    """,
    "cancellation": """
        darme|dar|darnos|cursar de|la baja
        cancelar|anular (mi|el|la|mis) suscripcion|contrato|reserva|pedido|cuenta|cuota|matricula
    """,
    "accepted": """
        me|nos va|viene|parece (muy|super|genial) bien|perfecto|genial|estupendo
        alli|ahi estare|estaremos|nos
        hecho|perfecto|genial|estupendo (entonces|pues) (el) @day|manana|hoy|voy|alli
        el @day|martes|miercoles (a|por|me) las|la|va|viene|manana|tarde
        el @day entonces|pues|perfecto|genial|voy|mejor
        si por favor|porfa|si|claro|quiero
        os|les espero
        estaré|estare en casa
        voy|vamos para alla
        apuntame|apuntadme|anotame|ponme|ponedme|cogeme
        a nombre de
        lo|la cojo|quedo|reservo
        a las # (perfecto|voy|vale|alli|entonces|me)
        nos vemos|alli
    """,
    "deferring": """
        me lo pienso|pensare
        lo|la tengo|tenemos|debo|voy (que|q|a) ~2 pensar|consultar|hablar|comentar|comparar|mirar|valorar|estudiar|
            pensarlo|comentarlo
        (ya) os|te|les digo|dire|aviso|contare|cuento
        no hay|tengo|tenemos|corre prisa
        sin prisa|prisas|compromiso
        de momento|por ahora no|solo|estoy|nada
        para mas adelante
        estamos|estoy|seguimos viendo|mirando|comparando|recogiendo|pidiendo|valorando|dudando
        aun|todavia no|nos|sin
        tengo (que|q) hacer numeros|cuentas
        lo hablo|consulto|comento|comparo|estudio|elevo|planteo
        no lo tengo claro
        seguire|seguiremos|sigo mirando|buscando
        toma|tomo|apuntado nota
        lo|la|vamos (a) comparar|vere|ire
        pregunto tambien
        gracias (ya|lo) veremos
    """,
    "returning_visitor": """
        hable|hablamos|estuve|pregunte|escribi|llame (con|ayer|ya|la) vosotros|ayer|semana|dia
        como quedamos|hablamos|comentamos
        soy yo otra vez
        el|la presupuesto|oferta que me|nos
    """,
    "joking": """
        es|era|estoy|estaba (de) broma|coña
        jaja|jajaja|jajaj es|no|na|era
        si claro y|ahora|me
        solo|era|por (por) probar|curiosidad|ver
        a ver si colaba
        para (el|mi) perro
        monedas de chocolate
        cuando me toque
        na|nah|nada era|solo|que
        estaba sonando
    """,
    "competitor": """
        soy|somos de la|una|otra|el|otro (inmobiliaria|agencia|gestoria|academia|taller) (de) (enfrente|competencia|
            al)
        de la competencia
        (solo) por saber como
        yo tambien tengo|llevo una|un
    """,
    "sales_pitch": """
        ayudamos|ayudo a clinicas|empresas|negocios|agencias|escuelas|academias|despachos|restaurantes|hoteles
        represento a ~4 (ayudamos|ofrecemos|que)
        le|les|os ofrecemos|ofrezco|presento|propongo|dejo (mi|nuestros|el)
        nuestros|nuestro precios|resultados|servicio son|parten|desde
        duplicar|triplicar|aumentar|multiplicar|llenar ~3 ventas|clientes|agenda|reservas|matriculas|pacientes
        tendria|tendrian|tiene|tienen diez|quince|10|15|unos minutos
        demo|auditoria|prueba gratuita|gratis para|de
        vendo|ofrezco ~4 interesa|euros
        resultados garantizados
        colaboracion|colaborar con ustedes|vosotros
        somos fabricantes|distribuidores|proveedores
    """,
}  # fmt: skip
