"""Small lists in the forms that publishers use, with invented parties unless a source is named."""

import json
from pathlib import Path

# Three entries of OFAC's SDN.CSV form (no header, "-0-" for null, 0x1A at the end), invented.
SDN = (
    '9001,"ORLAN TRADING LLC",-0- ,"RUSSIA-EO14024",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"Tax ID No. 7707083893 (Varnia)."\n'
    '9002,"VERELIN, Anton","individual","RUSSIA-EO14024",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 02 Mar 1971."\n'
    '9003,"MORVAK STAR","vessel","RUSSIA-EO14024",-0- ,"UBXX1","Crude Oil Tanker",-0- ,-0- ,"Varnia",-0- ,-0- \n\x1a'
)
ALT = '9001,1,"aka","ORLAN TORGOVLYA OOO",-0- \n9002,2,"aka","TOSHA",-0- \n\x1a'
ADD = '9001,1,"5 Harbour Road","Morvak","Varnia",-0- \n\x1a'

ENTITIES = [
    {
        "id": "cu-1",
        "schema": "Company",
        "properties": {"name": ["Orlan Trading LLC"], "alias": ["ООО «Орлан Трейдинг»"]},
    },
    {"id": "cu-2", "schema": "Person", "properties": {"name": ["Anton Verelin"], "birthDate": ["1971-03-02"]}},
    {"id": "cu-3", "schema": "Company", "properties": {"name": ["朔翎动力科技有限公司"], "country": ["cn"]}},
    {"id": "cu-4", "schema": "Company", "properties": {"name": ["Tarvil Kargo"]}},
    {"id": "cu-5", "schema": "Company", "properties": {"name": ["Northern Trading Company"]}},
]


def ofac_folder(folder: Path) -> Path:
    folder.mkdir()
    for name, text in (("sdn.csv", SDN), ("alt.csv", ALT), ("add.csv", ADD)):
        (folder / name).write_text(text)
    return folder


def ftm_file(path: Path) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ENTITIES))
    return path
