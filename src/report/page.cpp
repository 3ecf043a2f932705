// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/page.h"

#include <fmt/format.h>

#include "report/svg.h"

namespace boresight::report {

namespace {

constexpr const char* style = R"css(
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:56rem;padding:1.2rem 1.4rem 3rem;background:#fff;color:#111;
 font:16px/1.45 "DejaVu Sans",Verdana,Arial,sans-serif}
header{border-bottom:3px solid #111;margin-bottom:1rem}
h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0}
h2{font-size:1.2rem;margin:1.8rem 0 .5rem;border-bottom:1px solid #999;padding-bottom:.15rem}
h3{font-size:1rem;margin:.2rem 0}
p{margin:.4rem 0}
.subtitle{margin:0 0 .6rem;color:#333}
.simulated{border:4px solid #111;padding:.5rem .8rem;margin:0 0 1rem;font-weight:bold}
.simulated b{font-size:2rem;letter-spacing:.12em;display:block}
.answer{border:2px solid #111;padding:.8rem 1rem;margin:1rem 0}
.answer .sentence{font-size:1.15rem}
.light{display:inline-block;border:2px solid #111;padding:.1rem .7rem;font-weight:bold;font-size:1.1rem}
.light i{display:inline-block;width:.9em;height:.9em;border:2px solid #111;border-radius:50%;margin-right:.5em;
 vertical-align:-.08em}
.green i{background:#1a9641}.yellow i{background:#fdae33}.red i{background:#d7191c}
ol{margin:.5rem 0 0;padding-left:1.5rem}
li{margin:.2rem 0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.4rem 0 .8rem;font-size:.9rem}
caption{text-align:left;color:#333;padding:.2rem 0;caption-side:bottom}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #bbb}
thead th{border-bottom:2px solid #111}
.facts th{width:13rem;font-weight:normal;color:#333}
figure{margin:.6rem 0 1rem;break-inside:avoid}
figure svg{max-width:100%;height:auto;display:block;border:1px solid #ccc}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:.8rem}
.pictures figure{margin:0}
figcaption{font-size:.9rem}
pre{border:1px solid #999;padding:.5rem .7rem;white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.4 "DejaVu Sans Mono",monospace}
footer{margin-top:2rem;border-top:1px solid #999;padding-top:.4rem;font-size:.85rem;color:#333}
@page{margin:15mm}
@media print{
 html{font-size:10pt}
 body{max-width:none;padding:0;font-size:10pt;color:#000}
 h1{font-size:18pt}h2{font-size:13pt;break-after:avoid}h3{break-after:avoid}
 .answer .sentence{font-size:12pt}
 .subtitle,caption,.facts th,footer{color:#000}
 .answer,.simulated,pre,tr,li{break-inside:avoid}
 thead{display:table-header-group}
 .pictures{grid-template-columns:1fr 1fr}
 .new-page{break-before:page}
 .wide{overflow:visible}
 table{font-size:8.5pt}
 pre{font-size:9pt}
 .light i{print-color-adjust:exact;-webkit-print-color-adjust:exact}
 svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
)css";

std::string element(const char* name, const std::string& text, const char* attributes = "") {
    return fmt::format("<{0}{1}>{2}</{0}>\n", name, attributes, xml_text(text));
}

std::string list(const char* name, const std::vector<std::string>& items) {
    if (items.empty()) return {};
    std::string out = fmt::format("<{}>\n", name);
    for (const std::string& item : items) out += element("li", item);
    return out + fmt::format("</{}>\n", name);
}

std::string facts_html(const std::vector<PageFact>& facts) {
    if (facts.empty()) return {};
    std::string out = "<table class=\"facts\"><tbody>\n";
    for (const PageFact& fact : facts)
        out +=
            fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", xml_text(fact.name), xml_text(fact.value));
    return out + "</tbody></table>\n";
}

std::string table_html(const PageTable& table) {
    std::string out = "<div class=\"wide\"><table>\n";
    if (!table.caption.empty()) out += element("caption", table.caption);
    out += "<thead><tr>";
    for (const std::string& heading : table.headings)
        out += fmt::format("<th scope=\"col\">{}</th>", xml_text(heading));
    out += "</tr></thead>\n<tbody>\n";
    for (const std::vector<std::string>& row : table.rows) {
        out += "<tr>";
        for (const std::string& cell : row) out += fmt::format("<td>{}</td>", xml_text(cell));
        out += "</tr>\n";
    }
    return out + "</tbody></table></div>\n";
}

std::string pictures_html(const std::vector<PagePicture>& pictures) {
    if (pictures.empty()) return {};
    std::string out = pictures.size() > 1 ? "<div class=\"pictures\">\n" : "<div>\n";
    for (const PagePicture& picture : pictures) {
        out += "<figure>\n" + (picture.title.empty() ? "" : element("h3", picture.title)) + picture.svg;
        if (!picture.words.empty()) out += element("figcaption", picture.words);
        out += "</figure>\n";
    }
    return out + "</div>\n";
}

std::string section_html(const PageSection& section) {
    std::string out = section.on_new_page ? "<section class=\"new-page\">\n" : "<section>\n";
    out += element("h2", section.title);
    for (const std::string& paragraph : section.paragraphs) out += element("p", paragraph);
    out += facts_html(section.facts);
    for (const PageTable& table : section.tables) out += table_html(table);
    out += pictures_html(section.pictures);
    if (!section.commands.empty()) {
        std::string lines;
        for (const std::string& line : section.commands) lines += xml_text(line) + "\n";
        out += fmt::format("<pre>{}</pre>\n", lines);
    }
    return out + list("ul", section.items) + "</section>\n";
}

const char* light_class(Light light) {
    switch (light) {
        case Light::green: return "light green";
        case Light::yellow: return "light yellow";
        case Light::red: return "light red";
        case Light::none: break;
    }
    return "light";
}

std::string answer_html(const Page& page) {
    std::string out = "<div class=\"answer\">\n";
    if (!page.light_word.empty())
        out += fmt::format("<p class=\"{}\">{}{}</p>\n", light_class(page.light),
                           page.light == Light::none ? "" : "<i></i>", xml_text(page.light_word));
    out += element("p", page.sentence, " class=\"sentence\"");
    return out + list("ol", page.instructions) + "</div>\n";
}

}  // namespace

std::string page_html(const Page& page) {
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        xml_text(page.title), style);
    if (page.simulated)
        out +=
            "<div class=\"simulated\"><b>SIMULATED</b>Measured in a made world. No radio was used; nothing here is "
            "true of any real place.</div>\n";
    out +=
        "<header>\n" + element("h1", page.title) + element("p", page.subtitle, " class=\"subtitle\"") + "</header>\n";
    out += "<main>\n" + answer_html(page);
    for (const PageSection& section : page.sections) out += section_html(section);
    return out + "</main>\n" + element("footer", page.footer) + "</body>\n</html>\n";
}

}  // namespace boresight::report
