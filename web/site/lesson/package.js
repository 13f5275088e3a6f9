// A SCORM 1.2 package: imsmanifest.xml at the root, one organisation with one item, one resource: the page as one file, with
// the lesson in it.
import {strToU8, zipSync} from "../fflate.js";
import {lessonJson} from "./format.js";

const PAGE = ["index", "html"].join(".");  // inside the package; the site has a page of this name, too
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\"", "&quot;");

export function manifestOf({key, title}) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="nn4n-${escaped(key)}" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${escaped(title)}</title>
      <item identifier="item" identifierref="resource" isvisible="true">
        <title>${escaped(title)}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" adlcp:scormtype="sco" href="${PAGE}">
      <file href="${PAGE}"/>
    </resource>
  </resources>
</manifest>
`;
}

/** The package as bytes. @param {(what: object) => Promise<string>} oneFile the page as the text of one file */
export async function packageOf(lesson, oneFile) {
  const html = await oneFile({open: "", lesson: JSON.parse(lessonJson(lesson))});
  return zipSync({"imsmanifest.xml": strToU8(manifestOf(lesson)), [PAGE]: strToU8(html)}, {level: 6});
}
