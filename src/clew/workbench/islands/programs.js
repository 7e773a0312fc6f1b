// How parties and lines are painted: four outlines with a border, and lines that are solid, dashed or dotted.
import { EdgeProgram, NodeProgram, createEdgeArrowHeadProgram, createEdgeCompoundProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const { FLOAT, POINTS, TRIANGLES, UNSIGNED_BYTE } = WebGLRenderingContext;
const COLOUR = { size: 4, type: UNSIGNED_BYTE, normalized: true };

export const SHAPES = { round: 0, firm: 1, good: 2, place: 3 };
export const DASHES = { solid: 0, dashed: 1, dotted: 2 };

const NODE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_fill; attribute vec4 a_border; attribute vec2 a_position;
attribute float a_size; attribute float a_shape; attribute float a_thick;
uniform float u_sizeRatio; uniform float u_pixelRatio; uniform mat3 u_matrix;
varying vec4 v_fill; varying vec4 v_border; varying float v_pixel; varying float v_shape; varying float v_thick;
const float bias = 255.0 / 254.0;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  gl_PointSize = a_size / u_sizeRatio * u_pixelRatio * 2.0 + 2.0;
  v_pixel = 1.0 / gl_PointSize;
  v_shape = a_shape;
  v_thick = a_thick * u_pixelRatio;
  #ifdef PICKING_MODE
  v_fill = a_id;
  #else
  v_fill = a_fill;
  #endif
  v_border = a_border;
  v_fill.a *= bias; v_border.a *= bias;
}`;

const NODE_FRAGMENT = `
precision highp float;
varying vec4 v_fill; varying vec4 v_border; varying float v_pixel; varying float v_shape; varying float v_thick;
const vec4 nothing = vec4(0.0);
float outside(vec2 at) {
  vec2 far = abs(at);
  if (v_shape < 0.5) return length(at) - 0.5;
  if (v_shape < 1.5) return max(far.x, far.y) - 0.43;
  if (v_shape < 2.5) return (far.x + far.y - 0.5) * 0.7071;
  return max(at.y - 0.40, far.x * 0.866 - at.y * 0.5 - 0.25);
}
void main(void) {
  float away = outside(gl_PointCoord - vec2(0.5)) / v_pixel + 1.0;
  #ifdef PICKING_MODE
  gl_FragColor = away > 1.0 ? nothing : v_fill;
  #else
  vec4 inner = mix(v_fill, v_border, smoothstep(-v_thick - 0.7, -v_thick + 0.7, away));
  gl_FragColor = mix(inner, nothing, smoothstep(-0.7, 0.7, away));
  #endif
}`;

export class PartyProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 1,
      VERTEX_SHADER_SOURCE: NODE_VERTEX,
      FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT,
      METHOD: POINTS,
      UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_fill", ...COLOUR },
        { name: "a_border", ...COLOUR },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_thick", size: 1, type: FLOAT },
        { name: "a_id", ...COLOUR },
      ],
    };
  }
  processVisibleItem(id, at, data) {
    this.array.set([data.x, data.y, data.size, floatColor(data.color), floatColor(data.border), data.shape, data.thick, id], at);
  }
  setUniforms({ sizeRatio, pixelRatio, matrix }, { gl, uniformLocations: places }) {
    gl.uniform1f(places.u_pixelRatio, pixelRatio);
    gl.uniform1f(places.u_sizeRatio, sizeRatio);
    gl.uniformMatrix3fv(places.u_matrix, false, matrix);
  }
}

const LINE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_normal; attribute float a_normalCoef;
attribute vec2 a_start; attribute vec2 a_end; attribute float a_positionCoef; attribute float a_dash;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_zoomRatio; uniform float u_pixelRatio;
uniform float u_correctionRatio; uniform float u_minEdgeThickness; uniform float u_feather; uniform vec2 u_size;
varying vec4 v_color; varying vec2 v_normal; varying float v_thickness; varying float v_feather;
varying float v_along; varying float v_dash;
const float bias = 255.0 / 254.0;
void main() {
  vec2 normal = a_normal * a_normalCoef;
  float normalLength = length(normal);
  vec2 unitNormal = normal / normalLength;
  float thickness = max(normalLength, u_minEdgeThickness * u_sizeRatio) * u_correctionRatio / u_sizeRatio;
  vec2 position = mix(a_start, a_end, a_positionCoef);
  gl_Position = vec4((u_matrix * vec3(position + unitNormal * thickness, 1)).xy, 0, 1);
  v_along = a_positionCoef * length((u_matrix * vec3(a_end - a_start, 0)).xy * u_size * 0.5);
  v_dash = a_dash;
  v_thickness = thickness / u_zoomRatio;
  v_normal = unitNormal;
  v_feather = u_feather * u_correctionRatio / u_zoomRatio / u_pixelRatio * 2.0;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

const LINE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_normal; varying float v_thickness; varying float v_feather;
varying float v_along; varying float v_dash;
void main(void) {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float away = length(v_normal) * v_thickness;
  float gone = smoothstep(v_thickness - v_feather, v_thickness, away);
  if (v_dash > 1.5) gone = max(gone, step(2.0, mod(v_along, 6.0)));
  else if (v_dash > 0.5) gone = max(gone, step(7.0, mod(v_along, 10.0)));
  gl_FragColor = mix(v_color, vec4(0.0), gone);
  #endif
}`;

class LineProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: LINE_VERTEX,
      FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_zoomRatio", "u_sizeRatio", "u_correctionRatio", "u_pixelRatio", "u_feather", "u_minEdgeThickness", "u_size"],
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_end", size: 2, type: FLOAT },
        { name: "a_normal", size: 2, type: FLOAT },
        { name: "a_color", ...COLOUR },
        { name: "a_dash", size: 1, type: FLOAT },
        { name: "a_id", ...COLOUR },
      ],
      CONSTANT_ATTRIBUTES: [
        { name: "a_positionCoef", size: 1, type: FLOAT },
        { name: "a_normalCoef", size: 1, type: FLOAT },
      ],
      CONSTANT_DATA: CORNERS,
    };
  }
  processVisibleItem(id, at, source, target, data) {
    const dx = target.x - source.x;
    const dy = target.y - source.y;
    const share = dx || dy ? data.size / Math.hypot(dx, dy) : 0;
    this.array.set([source.x, source.y, target.x, target.y, -dy * share, dx * share, floatColor(data.color), data.dash, id], at);
  }
  setUniforms(told, { gl, uniformLocations: places }) {
    gl.uniformMatrix3fv(places.u_matrix, false, told.matrix);
    gl.uniform1f(places.u_zoomRatio, told.zoomRatio);
    gl.uniform1f(places.u_sizeRatio, told.sizeRatio);
    gl.uniform1f(places.u_correctionRatio, told.correctionRatio);
    gl.uniform1f(places.u_pixelRatio, told.pixelRatio);
    gl.uniform1f(places.u_feather, told.antiAliasingFeather);
    gl.uniform1f(places.u_minEdgeThickness, told.minEdgeThickness);
    gl.uniform2f(places.u_size, told.width, told.height);
  }
}

// The same line with its six corners written out, so that all lines are one call: without a graphics card a call each
// is what the first picture of a large network waits for.
const CORNERS = [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]];
const OWN = 9; // figures of a line that its corners share

class WrittenOutProgram extends LineProgram {
  getDefinition() {
    const { CONSTANT_ATTRIBUTES: corner, CONSTANT_DATA: _, ...told } = super.getDefinition();
    return { ...told, ATTRIBUTES: [...told.ATTRIBUTES, ...corner] };
  }
  processVisibleItem(id, at, source, target, data) {
    super.processVisibleItem(id, at, source, target, data);
    for (let corner = 0, to = at; corner < CORNERS.length; corner += 1, to += OWN + 2) {
      if (corner) this.array.copyWithin(to, at, at + OWN);
      this.array[to + OWN] = CORNERS[corner][0];
      this.array[to + OWN + 1] = CORNERS[corner][1];
    }
  }
}

const head = (extremity) => createEdgeArrowHeadProgram({ extremity, lengthToThicknessRatio: 2.2, widenessToThicknessRatio: 1.8 });
export const PLAIN = { line: WrittenOutProgram };
export const LINES = {
  line: LineProgram,
  there: createEdgeCompoundProgram([LineProgram, head("target")]),
  back: createEdgeCompoundProgram([LineProgram, head("source")]),
  both: createEdgeCompoundProgram([LineProgram, head("target"), head("source")]),
};
