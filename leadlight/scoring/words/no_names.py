"""Everyday words that open a sentence or stand alone where a name could: never taken for a visitor's name (folded)."""

NO_NAMES = """
    a about afraid ahead all already also am an and anonymous any anyone april are as asap ask asking at august aus
    available back bad based be best bien bitte boa bom bonjour budget buena buenas bueno buenos buongiorno but
    buying bye call calling can ceo cfo cheers ciao ciso client cliente coming contact coo cool could cto cuando
    current currently customer danke de dear december demo desde did do does done e-mail either el email er even
    everyone february fine for free friday from getting glad going good gracias grazie great guten hallo happy have
    he hello her hey hi his hola hoping how hr i if in interesada interesado interessada interessado interessata
    interessato interesse interested is it its ja january jueves july june just keen kind la later live living llc
    looking lost ltd lundi lunes mail man march mardi martes maybe me merci mobile monday moving mr mrs ms my nah
    name nao need nein new next no nobody non none nope not november now nueva nuevo number nuovo obrigada obrigado
    october of off oh ok okay on one only ops or oui our out owner paying per perdu perfect perfecto perfetto phone
    please pleased pm por prefer pretty rather ravi ready really regards rien right sales saludos salve saturday
    schedule see september si sick signor signora sim sincerely skip so some someone sorry speaking still student
    sunday sure team tel thank thanks that the their then there they thinking this thursday tired today tomorrow too
    tout tres trying tuesday undecided urgent urgente using vecina vecino vendredi very viernes von vp waiting we
    wednesday well what whatsapp when where who why will wish with wondering work working would yeah yep yes
    yesterday yo you your
"""
NAMES_TOO = "april august hope june may will"
"""Words of that list that are first names too: taken for one only before a family name ("Will Tandy")."""
