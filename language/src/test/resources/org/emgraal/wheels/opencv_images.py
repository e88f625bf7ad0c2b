# SPDX-License-Identifier: Apache-2.0
"""opencv: arithmetic, filters, geometry, features, codecs, drawing, errors."""
import zlib
import cv2
import numpy as np


def digest(image):
    image = np.ascontiguousarray(image)
    return f"{image.dtype} {image.shape} {zlib.crc32(image.tobytes()):08x}"


y, x = np.mgrid[0:96, 0:128]
gray = ((x * 3 + y * 5 + (x * y) // 7) % 256).astype(np.uint8)
color = np.dstack([gray, np.roll(gray, 9, 0), gray.T.repeat(2, 0)[:96, :].repeat(2, 1)[:, :128]])
print(cv2.__version__, digest(gray), digest(color))
for name, call in {
        "blur": lambda: cv2.blur(color, (5, 3)), "gaussian": lambda: cv2.GaussianBlur(color, (7, 7), 1.5), "median": lambda: cv2.medianBlur(gray, 5),
        "bilateral": lambda: cv2.bilateralFilter(gray, 5, 50, 50), "sobel": lambda: cv2.Sobel(gray, cv2.CV_16S, 1, 0), "canny": lambda: cv2.Canny(gray, 60, 160),
        "laplacian": lambda: cv2.Laplacian(gray, cv2.CV_64F), "erode": lambda: cv2.erode(gray, np.ones((3, 3))), "open": lambda: cv2.morphologyEx(gray, cv2.MORPH_OPEN, np.ones((3, 3))),
        "filter2D": lambda: cv2.filter2D(gray, cv2.CV_32F, np.outer([1, 2, 1], [1, 0, -1])), "threshold": lambda: cv2.threshold(gray, 0, 255, cv2.THRESH_OTSU)[1],
        "adaptive": lambda: cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 7, 2), "equalize": lambda: cv2.equalizeHist(gray),
        "resize": lambda: cv2.resize(color, (61, 47), interpolation=cv2.INTER_LINEAR), "area": lambda: cv2.resize(color, (33, 21), interpolation=cv2.INTER_AREA),
        "cubic": lambda: cv2.resize(gray, None, fx=1.7, fy=1.3, interpolation=cv2.INTER_CUBIC), "hsv": lambda: cv2.cvtColor(color, cv2.COLOR_BGR2HSV),
        "lab": lambda: cv2.cvtColor(color, cv2.COLOR_BGR2LAB), "gray": lambda: cv2.cvtColor(color, cv2.COLOR_BGR2GRAY), "yuv": lambda: cv2.cvtColor(color, cv2.COLOR_BGR2YUV),
        "affine": lambda: cv2.warpAffine(color, cv2.getRotationMatrix2D((64, 48), 30, 0.8), (128, 96)), "flip": lambda: cv2.flip(color, -1),
        "perspective": lambda: cv2.warpPerspective(gray, cv2.getPerspectiveTransform(np.float32([[0, 0], [127, 0], [0, 95], [127, 95]]), np.float32([[5, 5], [120, 9], [2, 90], [125, 80]])), (128, 96)),
        "pyramid": lambda: cv2.pyrDown(color), "integral": lambda: cv2.integral(gray), "distance": lambda: cv2.distanceTransform(gray & 128, cv2.DIST_L2, 5),
        "dft": lambda: np.round(cv2.dft(np.float64(gray))[:3, :3]), "template": lambda: cv2.matchTemplate(gray, gray[20:40, 30:60], cv2.TM_CCOEFF_NORMED).argmax(),
        "components": lambda: cv2.connectedComponentsWithStats((gray > 128).astype(np.uint8))[2][:4], "add": lambda: cv2.addWeighted(gray, 0.3, gray[::-1].copy(), 0.9, 7),
        "lut": lambda: cv2.LUT(gray, np.arange(255, -1, -1).astype(np.uint8)), "split": lambda: cv2.merge(cv2.split(color)[::-1]), "hist": lambda: cv2.calcHist([color], [1], None, [16], [0, 256]).astype(int),
        "corners": lambda: np.round(cv2.goodFeaturesToTrack(gray, 5, 0.05, 9)), "flow": lambda: digest(np.round(cv2.calcOpticalFlowFarneback(gray, np.roll(gray, 1, 1), None, 0.5, 2, 9, 2, 5, 1.1, 0), 3)),
        "inpaint": lambda: cv2.inpaint(color, (gray > 250).astype(np.uint8), 3, cv2.INPAINT_TELEA), "grabcut": lambda: cv2.kmeans(np.float32(gray[:8].reshape(-1, 1)), 3, None, (3, 10, 1.0), 2, cv2.KMEANS_PP_CENTERS)[0] > 0}.items():
    try:
        result = call()
        print(name, digest(result) if isinstance(result, np.ndarray) and result.size > 64 else result)
    except cv2.error as error:
        print(name, "cv2.error", error.code, error.err)
canvas = np.zeros((120, 160, 3), np.uint8)
cv2.line(canvas, (3, 5), (150, 90), (255, 80, 9), 2, cv2.LINE_AA)
cv2.circle(canvas, (60, 60), 31, (0, 255, 0), -1)
cv2.ellipse(canvas, (100, 50), (40, 18), 25, 0, 270, (20, 40, 250), 3)
cv2.rectangle(canvas, (5, 80), (44, 117), (200, 200, 0), 1)
cv2.putText(canvas, "emgraal", (8, 112), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (255, 255, 255), 2)
cv2.fillPoly(canvas, [np.array([[110, 80], [150, 110], [90, 112]])], (90, 10, 160))
print("drawing", digest(canvas), cv2.getTextSize("emgraal", cv2.FONT_HERSHEY_SIMPLEX, 0.9, 2))
contours, hierarchy = cv2.findContours(cv2.cvtColor(canvas, cv2.COLOR_BGR2GRAY), cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
print("contours", len(contours), [round(cv2.contourArea(c), 1) for c in contours][:5], hierarchy.shape, cv2.boundingRect(contours[0]), cv2.minAreaRect(contours[0]))
for extension, options in ((".png", [cv2.IMWRITE_PNG_COMPRESSION, 6]), (".jpg", [cv2.IMWRITE_JPEG_QUALITY, 80]), (".bmp", []), (".ppm", []), (".webp", [])):
    try:
        done, encoded = cv2.imencode(extension, canvas, options)
        print(extension, done, encoded.size, digest(cv2.imdecode(encoded, cv2.IMREAD_COLOR)))
    except cv2.error as error:
        print(extension, error.code, error.err)
cv2.imwrite("/tmp/image.png", canvas)
print(digest(cv2.imread("/tmp/image.png", cv2.IMREAD_GRAYSCALE)), cv2.imread("/tmp/none.png"))
orb = cv2.ORB_create(50)
points, descriptors = orb.detectAndCompute(canvas, None)
print("orb", len(points), digest(descriptors), [tuple(round(v, 2) for v in p.pt) for p in points[:3]])
matches = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(descriptors, descriptors)
print(len(matches), matches[0].distance)
sift_points, sift = cv2.SIFT_create(20).detectAndCompute(canvas, None)
print("sift", len(sift_points), sift.shape)
print(cv2.solve(np.array([[3.0, 1], [1, 2]]), np.array([[9.0], [8]])), cv2.determinant(np.diag([2.0, 3, 4])), cv2.Rodrigues(np.array([0.1, 0.2, 0.3]))[0].round(12))
print(cv2.solvePnP(np.float64([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1]]), np.float64([[10, 10], [40, 12], [11, 41], [42, 43], [15, 16], [45, 17]]),
                   np.float64([[50, 0, 30], [0, 50, 30], [0, 0, 1]]), None)[0])
storage = cv2.FileStorage(".yml", cv2.FILE_STORAGE_WRITE | cv2.FILE_STORAGE_MEMORY)
storage.write("m", np.arange(4.0).reshape(2, 2))
print(storage.releaseAndGetString())
kalman = cv2.KalmanFilter(2, 1)
kalman.transitionMatrix = np.float32([[1, 1], [0, 1]])
kalman.measurementMatrix = np.float32([[1, 0]])
print([kalman.correct(np.float32([[z]])).ravel().tolist() and kalman.predict().ravel().round(4).tolist() for z in (1, 2, 3)])
for call in (lambda: cv2.cvtColor(gray, cv2.COLOR_BGR2GRAY), lambda: cv2.resize(gray, (0, 0)), lambda: cv2.imdecode(np.zeros(3, np.uint8), 1), lambda: cv2.blur("x", (3, 3)),
             lambda: cv2.add(gray, gray[:5]), lambda: cv2.imencode(".xyz", gray), lambda: cv2.GaussianBlur(gray, (4, 4), 0), lambda: cv2.Mat(), lambda: cv2.nothing()):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, str(error).strip().splitlines()[:3])
